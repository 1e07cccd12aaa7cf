package acp.tool.file;

import acp.event.Risk;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes a text file of the workspace whole, making it and its folders where they are missing. */
public final class WriteFile implements Tool {
  private static final Rewrite.Maker MAKER =
      new Rewrite.Maker() {
        @Override
        public boolean replacesAll() {
          return true;
        }

        @Override
        public String make(Input input, String name, @Nullable String before) {
          return input.text("content");
        }
      };

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
            "write_file",
            "Writes a text file of the workspace whole: makes it, or replaces all of its text. To"
                + " change a part of a file use edit_file.",
            """
        {"type": "object", "required": ["path", "content"], "properties": {
          "path": {"type": "string", "description": "absolute, or relative to the working directory"},
          "content": {"type": "string", "description": "the whole new text"}}}
        """,
            false)
        .atWorst(Risk.EDIT);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Rewrite.plan(input, context, MAKER)
        .map(rewrite -> rewrite.intent("Write " + rewrite.name()));
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Rewrite.run(input, intent, context, MAKER, WriteFile::told);
  }

  private static String told(Rewrite rewrite) {
    long lines = rewrite.after().lines().count();
    return (rewrite.before() == null ? "Made " : "Wrote ")
        + rewrite.name()
        + " ("
        + lines
        + (lines == 1 ? " line)." : " lines).");
  }
}
