package acp.store.sqlite;

import java.nio.charset.StandardCharsets;

/**
 * What the data of events is made of, most of all its keys: {@link Compression} has it said once,
 * here, and not in each row. Rows can only be read with what they were written with, so not a
 * character of it is ever changed. A better one is a second one, beside it, with another version.
 *
 * <p>What is used most stands at the end, where it is cheapest to refer to.
 */
final class Dictionary {
  /** The first byte of what was packed with it. */
  static final byte VERSION = 1;

  private static final String TEXT =
      "{\"compaction\":\"\",\"status\":\"completed\",\"text\":\"{\"files\":[{\"path\":\"/AG"
          + "ENTS.md\",\"bytes\":,\"digest\":\"\",\"whole\":true}]}{\"turn\":\"\",\"failed\":{\"c"
          + "ode\":-32603,\"message\":\"\",\"data\":{\"retry\":true,\"status\":429}}}{\"severity"
          + "\":\"warning\",\"title\":\"\",\"description\":\"\"}{\"grants\":[{\"tool\":\"execute"
          + "\",\"subject\":\"\"}]}{\"turn\":\"\",\"command\":\"\"}{\"rewind\":}{\"from\":,\"to\""
          + ":,\"message\":\"\",\"turns\":}{\"turns\":}{\"turn\":\"\",\"paths\":[\"/\"],\"redone"
          + "\":true}{\"call\":\"\",\"option\":\"\",\"grant\":{\"tool\":\"\",\"subject\":\"\"}}{"
          + "\"call\":\"\",\"options\":[{\"id\":\"allow_once\",\"name\":\"Allow once\",\"kind\":"
          + "\"allow_once\"},{\"id\":\"allow_always\",\"name\":\"Always allow\",\"kind\":\"allow_"
          + "always\"},{\"id\":\"reject_once\",\"name\":\"Reject\",\"kind\":\"reject_once\"},{\"i"
          + "d\":\"reject_always\",\"name\":\"Never\",\"kind\":\"reject_always\"}]}{\"call\":\"\""
          + ",\"path\":\"/\",\"existed\":false,\"after\":\"\"}{\"call\":\"\",\"path\":\"/home/\","
          + "\"existed\":true,\"before\":\"\",\"after\":\"\"}\",\"pictures\":[{\"type\":\"image\""
          + ",\"mime\":\"image/png\",\"uri\":\"file:///\",\"data\":\"{\"type\":\"link\",\"uri\":"
          + "\"https://\",\"name\":\"\",\"title\":\"\",\"description\":\"\",\"mime\":\"text/plain"
          + "\",\"size\":}{\"type\":\"resource\",\"uri\":\"file:///home/\",\"mime\":\"text/markdo"
          + "wn\",\"text\":\"\"}{\"type\":\"audio\",\"mime\":\"audio/wav\",\"blob\":\"switch_mode"
          + "\",\"kind\":\"move\",\"kind\":\"delete\",\"kind\":\"fetch\",\"kind\":\"think\",\"kin"
          + "d\":\"other\"mcp__\"anthropic/claude-opus-sonnet-haikuopenai/gpt-google/gemini-\",\""
          + "provider\":{\"dialect\":\"anthropic\",\"signature\":\"\",\"thought_signature\":\"\","
          + "\"redacted\":true,\"encrypted_content\":\"reasoning\"error: Error: Exception in thre"
          + "ad at java.lang.org.apache.com.import private final static public class interface re"
          + "turn new this void string String int boolean true false null const let var function "
          + "async await export default from require('use strict');\\n#include <std struct unsign"
          + "ed char *def self.__init__ raise except try: with open( as f:\\n        for in range"
          + "(len(elif else:\\n    if not print(    pub fn let mut impl use crate:: match Some(No"
          + "ne => Ok(Err(unwrap() &str Vec<package main\\n\\nimport (\\n\\t\\\"fmt\\\"\\n)\\n\\n"
          + "func if err != nil {\\n\\t\\treturn nil, err\\n\\t}\\n\\t<div class=\\\"<span></div>"
          + "</a href=\\\"http://www.https://github.com/SELECT FROM WHERE INSERT INTO VALUES CREA"
          + "TE TABLE ORDER BY /usr/bin/ /usr/lib/ /tmp/ /src/main/java/ /src/test/java/ /node_mo"
          + "dules/ target/ build/ README.md package.json pom.xml Cargo.toml .gitignore .java .ts"
          + " .py .rs .go .md .txt .yml .html .csstest tests passed failed, 0 errors, 0 warnings"
          + "\\nBUILD SUCCESS\\nBUILD FAILURE\\n[INFO] [WARNING] [ERROR] Tests run: , Failures: ,"
          + " Errors: , Skipped: \\ndiff --git a/ b/\\nindex \\n--- a/\\n+++ b/\\n@@ -, +, @@\\n "
          + "  \\n    \\n        \\n            \\n}\\n\\n} else {\\n  }\\n    }\\n        });\\n"
          + "// /** */ /* * @param @return @Override\\n  public Mon Jan 2025 2026 UTC total drwxr"
          + "-xr-x -rw-r--r-- root exit code 0 No such file or directory Permission denied comman"
          + "d not found git commit -m \\\"git status git diff git log On branch main nothing to "
          + "commit grep -rn find . -name cat ls -la cd && mvn -q npm run cargo test pytest echo "
          + "the of and to in is that for it with as are this be on was not you can we have will "
          + "there which should would because when then file files line lines code test tests err"
          + "or function method class change changes changed added add remove removed update upda"
          + "ted use used using now let me look check see find fix make sure Here is the The It I"
          + "'ll I've Let me I need to. This is , and  the  of the  in the  to the . The  for the"
          + "  with a  should be  does not  is not . It \\n\\n## \\n\\n- **: `\\n1. \\n```\\n\\n`"
          + "``java\\n```python\\n```bash\\n{\"entries\":[{\"content\":\"\",\"priority\":\"medium"
          + "\",\"status\":\"pending\"},{\"content\":\"\",\"priority\":\"high\",\"status\":\"comp"
          + "leted\"},{\"content\":\"\",\"priority\":\"low\",\"status\":\"in_progress\"}]}\",\"ki"
          + "nd\":\"execute\",\"input\":{\"command\":\"run_command\",\"title\":\"Run \",\"kind\":"
          + "\"search\",\"input\":{\"pattern\":\"\",\"path\":\"search_files\",\"title\":\"Search "
          + "for glob_files\"list_files\",\"title\":\"List \"write_file\",\"title\":\"Write \"edi"
          + "t_file\",\"title\":\"Edit \",\"kind\":\"edit\",\"locations\":[{\"path\":\"/home/\","
          + "\"line\":1}],\"input\":{\"path\":\"\",\"old_text\":\"\",\"new_text\":\"\",\"content"
          + "\":\"\",\"offset\":,\"limit\":}}]},\"shown\":[{\"type\":\"diff\",\"path\":\"/home/\""
          + ",\"old\":\"\",\"new\":\"\"},{\"type\":\"terminal\",\"id\":\"term-\",\"output\":\"\"}"
          + "]{\"call\":\"\",\"tool\":\"execute\",\"subject\":\"\",\"allowed\":false,\"basis\":\""
          + "user\",\"basis\":\"nobody\",\"basis\":\"mode\",\"basis\":\"grant\",\"basis\":\"rule"
          + "\",\"rule\":\"{\"call\":\"\",\"tool\":\"read_file\",\"subject\":\"/home/\",\"allowed"
          + "\":true,\"basis\":\"harmless\"}{\"call\":\"\",\"status\":\"failed\",\"shown\":[{\"ty"
          + "pe\":\"block\",\"content\":{\"type\":\"text\",\"text\":\"\"}}],\"told\":\"{\"call\":"
          + "\"\",\"status\":\"cancelled\",\"shown\":[],\"told\":\"\"}{\"turn\":\"\",\"content\":"
          + "[{\"type\":\"text\",\"text\":\"{\"turn\":\"\",\"stopped\":\"cancelled\"}{\"turn\":\""
          + "\",\"stopped\":\"max_tokens\"}{\"turn\":\"\",\"stopped\":\"end_turn\"}{\"turn\":\"01"
          + "\",\"message\":\"01\",\"content\":[{\"type\":\"text\",\"text\":\"\"}]}{\"message\":"
          + "\"01\",\"role\":\"thought\",\"text\":\"{\"message\":\"01\",\"role\":\"user\",\"text"
          + "\":\"{\"message\":\"01\",\"role\":\"agent\",\"text\":\"\"}{\"message\":\"01\"}{\"cal"
          + "l\":\"01\",\"message\":\"01\",\"name\":\"read_file\",\"title\":\"Read \",\"kind\":\""
          + "read\",\"locations\":[{\"path\":\"/home/\"}],\"input\":{\"path\":\"src/\"}}{\"call\""
          + ":\"01\",\"status\":\"in_progress\"}{\"call\":\"01\",\"status\":\"completed\",\"shown"
          + "\":[{\"type\":\"block\",\"content\":{\"type\":\"text\",\"text\":\"```\\n\\n```\"}}],"
          + "\"told\":\"";

  private Dictionary() {}

  /** The dictionary, as a new array. */
  static byte[] bytes() {
    return TEXT.getBytes(StandardCharsets.US_ASCII);
  }
}
