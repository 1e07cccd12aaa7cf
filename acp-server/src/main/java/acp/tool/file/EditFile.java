package acp.tool.file;

import acp.event.Risk;
import acp.protocol.AcpException;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.Tool;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import acp.tool.ToolSpec;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Replaces parts of a text file of the workspace, each named by its exact text. */
public final class EditFile implements Tool {

  @Override
  public ToolSpec spec() {
    return ToolSpec.of(
            "edit_file",
            "Changes a text file of the workspace: replaces each old_text by its new_text, in order,"
                + " all or none. old_text must be copied exactly from the file, white space included,"
                + " and occur once; add lines around it until it does, or set replace_all.",
            """
        {"type": "object", "required": ["path", "edits"], "properties": {
          "path": {"type": "string", "description": "absolute, or relative to the working directory"},
          "edits": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["old_text", "new_text"], "properties": {
              "old_text": {"type": "string", "description": "exactly as in the file"},
              "new_text": {"type": "string", "description": "what replaces it; empty to delete"},
              "replace_all": {"type": "boolean", "description": "replace every occurrence"}}}}}}
        """,
            false)
        .atWorst(Risk.EDIT);
  }

  @Override
  public Mono<Intent> intend(JsonNode input, ToolContext context) {
    return Rewrite.plan(input, context, EditFile::make)
        .map(rewrite -> rewrite.intent("Edit " + rewrite.name()));
  }

  @Override
  public Mono<ToolResult> run(JsonNode input, Intent intent, ToolContext context) {
    return Rewrite.run(
        input, intent, context, EditFile::make, rewrite -> "Edited " + rewrite.name() + ".");
  }

  private static String make(Input input, String name, @Nullable String before) {
    List<Input> edits = input.list("edits");
    if (edits.isEmpty()) {
      throw input.wrong("edits", "`edits` must not be empty.");
    }
    if (before == null) {
      throw AcpException.invalidParams(
          "path", "No such file: " + name + ". Use write_file to make it.");
    }
    String text = before;
    for (Input edit : edits) {
      text =
          new Replacement(
                  edit, edit.text("old_text"), edit.text("new_text"), edit.flag("replace_all"))
              .in(text, name);
    }
    if (text.equals(before)) {
      throw input.wrong("edits", "The edits change nothing: " + name + " is like that already.");
    }
    return text;
  }
}
