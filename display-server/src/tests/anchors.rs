//! Anchors: what the chain alone does not show.

use std::path::{Path, PathBuf};

use axum::http::StatusCode;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::{Bench, issue, open_journal};
use crate::anchor::{Anchor, read_anchors};
use crate::backup;
use crate::server::StartError;
use crate::store::{JournalEnd, verify, verify_anchored};

/// A journal of five entries, of which the third and the fifth were anchored.
struct Anchored {
    folder: TempDir,
    anchors: Vec<Anchor>,
}

impl Anchored {
    async fn new() -> Self {
        let bench = Bench::open();
        bench.ticket(1).await;
        bench.ticket(2).await;
        let folder = bench.close();
        let anchors = [3, 5].map(|seq| anchor_at(folder.path(), seq)).to_vec();
        let anchored = Self { folder, anchors };
        assert!(anchored.verdict().is_ok(), "nobody has touched it");
        anchored
    }

    fn change(&self, statements: &str) {
        open_journal(self.folder.path())
            .execute_batch(statements)
            .expect("a change");
    }

    fn verdict(&self) -> Result<u64, String> {
        let proof = verify_anchored(self.folder.path(), &self.anchors);
        proof
            .map(|proof| proof.head_seq)
            .map_err(|error| error.to_string())
    }

    fn told(&self) -> String {
        self.verdict().expect_err("it was changed")
    }
}

fn anchor_at(data: &Path, seq: u64) -> Anchor {
    let row = "SELECT epoch, hash FROM journal WHERE seq = ?1";
    let end = open_journal(data).query_row(row, [seq], |row| {
        Ok(JournalEnd {
            epoch: row.get("epoch")?,
            seq,
            hash: row.get("hash")?,
        })
    });
    Anchor {
        end: end.expect("an entry"),
        at: "2026-03-02T00:30:00Z".parse().expect("an instant"),
    }
}

/// Computes every hash of a journal anew, as somebody does who covers up a change.
fn compute_hashes_anew(data: &Path) {
    let journal = open_journal(data);
    let mut rows = journal
        .prepare("SELECT seq, epoch, at_ms, payload FROM journal ORDER BY seq")
        .expect("rows");
    let rows = rows.query_map((), |row| {
        let numbers: (i64, i64, i64) = (row.get("epoch")?, row.get("seq")?, row.get("at_ms")?);
        Ok((numbers, row.get::<_, String>("payload")?))
    });
    let rows: Vec<_> = rows.expect("rows").map(|row| row.expect("a row")).collect();
    let mut hash = [0_u8; 32];
    for ((epoch, seq, at_ms), payload) in rows {
        let mut digest = Sha256::new();
        digest.update(hash);
        for number in [epoch, seq, at_ms] {
            digest.update(number.to_be_bytes());
        }
        digest.update(payload);
        hash = digest.finalize().into();
        journal
            .execute("UPDATE journal SET hash = ?1 WHERE seq = ?2", (hash, seq))
            .expect("a hash");
    }
}

#[tokio::test]
async fn an_entry_that_was_edited_or_deleted_is_named_by_the_chain_itself() {
    let edited = Anchored::new().await;
    edited.change("UPDATE journal SET payload = replace(payload, 'S001', 'S009') WHERE seq = 2");
    assert!(edited.told().contains("entry 2 was changed"), "{}", edited.told());
    let deleted = Anchored::new().await;
    deleted.change("DELETE FROM journal WHERE seq = 4");
    assert!(
        deleted.told().contains("entry 4 is missing"),
        "{}",
        deleted.told()
    );
}

#[tokio::test]
async fn a_tail_that_was_cut_off_is_named_by_the_anchor() {
    let cut = Anchored::new().await;
    cut.change("DELETE FROM journal WHERE seq > 4; UPDATE head SET seq = 4");
    let marked = verify(cut.folder.path()).expect_err("the mark beside the journal shows it");
    assert!(marked.to_string().contains("entry 5 was there"), "{marked}");
    std::fs::remove_file(cut.folder.path().join("hall.end")).expect("whoever cuts may remove the mark too");
    assert!(
        verify(cut.folder.path()).is_ok(),
        "the chain alone does not show it"
    );
    let told = cut.told();
    let expected = "the journal ends at entry 4, but entry 5 was anchored at 2026-03-02T00:30:00Z";
    assert!(told.starts_with(expected), "{told}");
}

#[tokio::test]
async fn a_journal_that_was_written_anew_is_named_by_the_anchor() {
    for (edited, named, held) in [(4, 5, 3), (2, 3, 0)] {
        let rewritten = Anchored::new().await;
        rewritten.change(&format!(
            "UPDATE journal SET at_ms = at_ms + 1 WHERE seq = {edited}"
        ));
        assert!(rewritten.told().contains(&format!("entry {edited} was changed")));
        compute_hashes_anew(rewritten.folder.path());
        assert!(
            verify(rewritten.folder.path()).is_ok(),
            "the chain alone does not show it"
        );
        let told = rewritten.told();
        let expected = format!("journal entry {named} is not what was anchored at 2026-03-02T00:30:00Z");
        assert!(told.starts_with(&expected), "{told}");
        assert!(told.contains(&format!("up to entry {held} ")), "{told}");
    }
}

#[tokio::test]
async fn an_anchor_of_another_epoch_does_not_hold() {
    let mut other = Anchored::new().await;
    other.anchors.swap(0, 1);
    assert!(other.verdict().is_ok(), "their order does not matter");
    other.anchors[0].end.epoch = 2;
    assert!(other.told().contains("entry 5 is not what was anchored"));
}

#[tokio::test]
async fn the_label_of_a_backup_is_an_anchor() {
    let mut labelled = Anchored::new().await;
    let to = tempfile::tempdir().expect("a folder");
    let now = "2026-03-02T01:00:00Z".parse().expect("an instant");
    let made = backup::make(labelled.folder.path(), to.path(), None, now).expect("a backup");
    labelled.anchors = read_anchors(&made.folder.join(backup::LABEL)).expect("an anchor");
    assert_eq!(labelled.verdict(), Ok(5));
    labelled.change("DELETE FROM journal WHERE seq > 4; UPDATE head SET seq = 4");
    assert!(
        labelled
            .told()
            .contains("entry 5 was anchored at 2026-03-02T01:00:00Z")
    );
}

/// A medium beside the data folder, which is not there yet.
struct Medium(PathBuf);

impl Medium {
    fn of(data: &Path) -> PathBuf {
        data.with_extension("medium")
    }
}

impl Drop for Medium {
    fn drop(&mut self) {
        // It may never have been there.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[tokio::test]
async fn a_hall_goes_on_without_its_medium_and_anchors_its_last_entry_when_it_stops() {
    let now = "2026-03-02T00:30:00Z";
    let mut bench = Bench::open_as(now, |config| {
        config.anchor = Some(Medium::of(&config.data_dir).join("anchors"));
    });
    let medium = Medium(Medium::of(bench.folder.path()));
    bench.ticket(1).await;
    bench.wind_on(60);
    bench.ticket(2).await;
    let refused = bench.post("/api/v1/tickets", &bench.kiosk, &issue(2)).await;
    assert_eq!(
        refused.status,
        StatusCode::CREATED,
        "a repeat is answered as ever"
    );
    std::fs::create_dir(&medium.0).expect("the medium is there again");
    let keeper = bench.house.anchors.take().expect("it anchors");
    let folder = bench.close();
    keeper.stop().await;
    let anchors = read_anchors(&medium.0.join("anchors")).expect("anchors");
    let proof = verify_anchored(folder.path(), &anchors).expect("they hold");
    assert_eq!(anchors.last().map(|anchor| anchor.end.seq), Some(proof.head_seq));
}

#[test]
fn anchors_in_the_data_folder_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let refused = Bench::open_changed(folder, "2026-03-02T00:30:00Z", |config| {
        config.anchor = Some(config.data_dir.join("anchors"));
    });
    assert!(matches!(refused, Err(StartError::AnchorInside { .. })));
}
