//! `files_upload_v2` and `filesUploadV2`: what goes up arrives whole, and is shared where it was told to be.

use base64::{Engine, prelude::BASE64_STANDARD};
use libtest_mimic::{Failed, Trial};
use serde_json::{Value, json};

use super::{
    script::{Sdk, call, with_script},
    slack::{environment, slack},
};
use crate::support::Harness;

/// Bytes that text could not carry: line ends as in forms, zeros, no UTF-8.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\0\0--boundary\r\n\r\n\xff\xfe\n";

pub fn trials(cx: &Harness) -> Vec<Trial> {
    Sdk::ALL.into_iter().map(|sdk| sdk.trial(cx, "files_upload_v2_arrives_whole", async move || uploads(sdk).await)).collect()
}

fn file(name: &str, bytes: &[u8]) -> Value {
    json!({"filename": name, "title": format!("The {name}"), "bytes": BASE64_STANDARD.encode(bytes)})
}

fn ids(answer: Value) -> Result<Vec<String>, Failed> {
    Ok(serde_json::from_value(answer)?)
}

async fn uploads(sdk: Sdk) -> Result<(), Failed> {
    let slack = slack().await?;
    let standin = &slack.standin;
    with_script(sdk, "web", &environment(&slack), async |script| {
        script.says("ready").await?;
        let upload =
            |files: &[Value], channel: &str| json!({"do": "upload", "files": files, "channel_id": channel, "initial_comment": "Look"});
        // More than a buffer's worth, and every byte there is.
        let large: Vec<u8> = (0..=u8::MAX).cycle().take(300_000).collect();
        let one = ids(script.does(upload(&[file("map.png", PICTURE)], "CGEN")).await?)?;
        let two = ids(script.does(upload(&[file("a.bin", &large), file("b.csv", b"user,team\n")], "CGEN")).await?)?;
        assert_eq!((one.len(), two.len()), (1, 2));
        assert_eq!(standin.file(&one[0]).as_deref(), Some(PICTURE));
        assert!(standin.file(&two[0]).as_deref() == Some(&large), "the large one is not the same");
        assert_eq!(standin.file(&two[1]).as_deref(), Some(b"user,team\n".as_slice()));
        let shared = standin.conversation("CGEN");
        let names =
            |message: &Value| message["files"].as_array().into_iter().flatten().map(|file| file["name"].clone()).collect::<Vec<_>>();
        assert_eq!(shared.iter().map(names).collect::<Vec<_>>(), [vec![json!("map.png")], vec![json!("a.bin"), json!("b.csv")]]);
        assert!(shared.iter().all(|message| message["text"] == json!("Look")));
        let info = script.calls("files.info", json!({"file": one[0]})).await?;
        let known = (&info["file"]["title"], &info["file"]["size"], &info["file"]["mimetype"]);
        assert_eq!(known, (&json!("The map.png"), &json!(PICTURE.len()), &json!("image/png")));
        let refused = script.is_refused(upload(&[file("map.png", PICTURE)], "COUT")).await?;
        assert_eq!(refused["error"], json!("not_in_channel"));
        assert_eq!(script.is_refused(call("files.info", &json!({"file": "FNONE"}))).await?["error"], json!("file_not_found"));
        let steps: Vec<String> = standin.calls().into_iter().map(|call| call.method).take(2).collect();
        assert_eq!(steps, ["files.getUploadURLExternal", "files.completeUploadExternal"]);
        Ok(())
    })
    .await
}
