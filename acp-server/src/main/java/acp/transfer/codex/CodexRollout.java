package acp.transfer.codex;

import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.Json;
import acp.transfer.Lines;
import acp.transfer.Source;
import acp.transfer.TransferException;
import acp.transfer.foreign.OneFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/** Reads a rollout file of Codex, in the form of today and in the one before it. */
public final class CodexRollout implements Format {
  static final String NAME = "codex";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean matches(Head head) {
    boolean today = head.text("type").equals("session_meta") && head.has("payload");
    boolean before = head.name().startsWith("rollout-") && head.has("id") && head.has("timestamp");
    return today || before;
  }

  @Override
  public Source open(Path file) {
    try (Lines lines = new Lines(file)) {
      ObjectNode first = lines.next() ? Json.object(lines) : null;
      JsonNode meta = first == null ? null : first.has("payload") ? first.get("payload") : first;
      String id = meta == null ? "" : meta.path("id").asText("");
      if (id.isEmpty()) {
        throw new TransferException("does not say what the session is");
      }
      return new OneFile(file, id, "", each -> new CodexReading(each, id));
    }
  }
}
