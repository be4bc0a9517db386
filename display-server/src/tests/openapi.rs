//! The served document, as a reader of it would check it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Bench;

#[tokio::test]
async fn every_reference_of_the_document_has_its_schema() {
    let document = Bench::open()
        .ask("GET", "/api/openapi.json", None, None)
        .await
        .body;
    assert!(
        document["openapi"]
            .as_str()
            .is_some_and(|version| version.starts_with("3.1")),
        "{}",
        document["openapi"]
    );
    let mut wanted = BTreeSet::new();
    references(&document, &mut wanted);
    let known = document["components"]["schemas"].as_object().expect("schemas");
    let missing: Vec<_> = wanted.iter().filter(|name| !known.contains_key(*name)).collect();
    assert!(
        wanted.contains("Problem") && missing.is_empty(),
        "missing: {missing:?}"
    );
}

#[tokio::test]
async fn every_route_of_the_document_is_answered_by_the_router() {
    let bench = Bench::open();
    let document = bench.ask("GET", "/api/openapi.json", None, None).await.body;
    for (path, operations) in document["paths"].as_object().expect("paths") {
        for method in operations.as_object().expect("operations").keys() {
            let address = path.replace("{window}", "1").replace(['{', '}'], "");
            let heard = bench.ask(&method.to_uppercase(), &address, None, None).await;
            assert_ne!(heard.problem(), "method-not-allowed", "{method} {path}");
            let unknown = heard.problem() == "not-found" && !path.contains('{');
            assert!(!unknown, "{method} {path}: {:?}", heard.body);
        }
    }
}

fn references(value: &Value, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                references(value, found);
                if let ("$ref", Some(path)) = (name.as_str(), value.as_str()) {
                    found.insert(path.rsplit('/').next().unwrap_or(path).to_owned());
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
