//! The table of institutions names only what is there.

use std::fs;

use super::tree::root;

/// Where the fields of reports are declared.
const REPORTS: [&str; 3] = [
    "display-server/hall-protocol/src/report.rs",
    "display-server/hall-protocol/src/report/cases.rs",
    "display-server/hall-protocol/src/period.rs",
];

#[test]
fn everything_that_the_table_of_institutions_names_exists() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap_or_default();
    let table = read("display-server/INSTITUTIONS.md");
    let pages = read("display-server/src/pages.rs");
    let reports = REPORTS.map(read).concat();
    let rows: Vec<_> = table
        .lines()
        .filter(|line| line.starts_with("| "))
        .skip(1)
        .collect();
    assert!(rows.len() > 10, "only {} rows", rows.len());
    let mut missing = Vec::new();
    for row in &rows {
        let cells: Vec<_> = row.trim_matches('|').split(" | ").collect();
        assert_eq!(cells.len(), 5, "{row}");
        let named = |cell: &str| {
            cell.split('`')
                .skip(1)
                .step_by(2)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        missing.extend(
            named(cells[1])
                .into_iter()
                .filter(|page| !pages.contains(&format!("(\"{page}\""))),
        );
        for cell in &cells[2..4] {
            assert!(!named(cell).is_empty(), "no rule or no test: {row}");
            missing.extend(
                named(cell)
                    .into_iter()
                    .filter(|path| !root().join(path).is_file()),
            );
        }
        let is_told = |field: &String| reports.contains(&format!("pub {field}:"));
        missing.extend(named(cells[4]).into_iter().filter(|field| !is_told(field)));
    }
    assert!(missing.is_empty(), "{missing:?}");
}
