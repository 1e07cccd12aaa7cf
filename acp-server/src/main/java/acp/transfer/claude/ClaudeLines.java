package acp.transfer.claude;

import acp.transfer.Format;
import acp.transfer.Head;
import acp.transfer.Json;
import acp.transfer.Lines;
import acp.transfer.Source;
import acp.transfer.TransferException;
import acp.transfer.foreign.OneFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Set;

/** Reads a session of Claude Code. Files of its sub-agents alone are passed over. */
public final class ClaudeLines implements Format {
  static final String NAME = "claude";

  /** How far to look for what the session is called: other lines may stand before it. */
  private static final int LOOK = 2_000;

  private static final Set<String> FIRST =
      Set.of("user", "assistant", "system", "summary", "file-history-snapshot", "queue-operation");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean matches(Head head) {
    String type = head.text("type");
    return (head.has("sessionId") && !type.isEmpty())
        || (FIRST.contains(type) && (head.has("leafUuid") || head.has("messageId")));
  }

  @Override
  public Source open(Path file) {
    String agents = "";
    try (Lines lines = new Lines(file)) {
      for (int i = 0; i < LOOK && lines.next(); i++) {
        ObjectNode line = Json.object(lines);
        String id = line.path("sessionId").asText("");
        boolean talk = line.has("message");
        if (talk && line.path("isSidechain").asBoolean()) {
          agents = id;
        } else if (talk && !id.isEmpty()) {
          return new OneFile(file, id, "", each -> new ClaudeReading(each, id));
        }
      }
    }
    if (agents.isEmpty()) {
      throw new TransferException("holds no conversation");
    }
    return new OneFile(
        file,
        agents,
        "is a sub-agent's, and part of another session",
        each -> new ClaudeReading(each, ""));
  }
}
