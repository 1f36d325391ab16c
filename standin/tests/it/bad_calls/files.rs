//! Bad calls about files.
//! The three steps only work in their order, and the first takes forms alone.

use super::bad;

bad! {
    files_get_upload_url_external "files.getUploadURLExternal" {
        Form no_length {"filename": "a.png"} "missing_argument"
        Form no_name {"length": "5"} "missing_argument"
        Form no_bytes {"filename": "a.png", "length": "0"} "missing_argument"
        Form unknown_snippet {"filename": "a.txt", "length": "5", "snippet_type": "klingon"} "unknown_snippet_type"
        Form large_snippet {"filename": "a.txt", "length": "2000000", "snippet_type": "text"} "snippet_too_large"
        Form large_file {"filename": "a.bin", "length": "2000000000"} "file_upload_size_restricted"
        Form length_that_is_text {"filename": "a.png", "length": "five"} "invalid_arguments"
        Json json_that_is_not_read {"filename": "a.png", "length": 5} "missing_argument"
    }
    files_complete_upload_external "files.completeUploadExternal" {
        Json no_files {} "invalid_arguments"
        Json empty_list {"files": []} "invalid_arguments"
        Json files_that_are_text {"files": "x"} "invalid_arguments"
        Json unknown_file {"files": [{"id": "FNONE"}]} "file_not_found"
        Json nothing_uploaded {"files": [{"id": "$FILE"}]} "file_not_found"
    }
    files_delete "files.delete" {
        Json no_file {} "file_not_found"
        Json unknown_file {"file": "FNONE"} "file_not_found"
        Json not_completed {"file": "$FILE"} "file_not_found"
    }
    files_info "files.info" {
        Form no_file {} "file_not_found"
        Form unknown_file {"file": "FNONE"} "file_not_found"
        Form not_completed {"file": "$FILE"} "file_not_found"
    }
}
