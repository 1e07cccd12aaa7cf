package acp.tool.file;

import acp.event.Digest;
import acp.event.Location;
import acp.event.Risk;
import acp.event.Shown;
import acp.event.ToolKind;
import acp.protocol.AcpException;
import acp.tool.Blocking;
import acp.tool.Clip;
import acp.tool.Input;
import acp.tool.Intent;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A new text for one file. It is made twice from the same input: once to be shown, and again to be
 * written, when the file must still have the text that the first one was made from. So what the
 * user saw is what is done, and nobody's work in between is lost.
 *
 * @param name the path as people read it
 * @param before the file's text; null if it does not exist
 * @param after what it shall be
 */
record Rewrite(Path path, String name, @Nullable String before, String after) {

  /** Makes the new text. */
  interface Maker {
    /** True if nothing of the text before goes into the new one, so that all of it is lost. */
    default boolean replacesAll() {
      return false;
    }

    /** Throws an {@link AcpException} (invalid params) if the input does not fit the text. */
    String make(Input input, String name, @Nullable String before);
  }

  /** Fails with an {@link AcpException} fit for the model. */
  static Mono<Rewrite> plan(JsonNode json, ToolContext context, Maker maker) {
    return plan(json, context, "", maker);
  }

  /** The same again, unless the text is no longer the one that {@code basis} stands for. */
  private static Mono<Rewrite> plan(JsonNode json, ToolContext context, String basis, Maker maker) {
    return Blocking.call(() -> context.workspace().resolve(new Input(json).filledText("path")))
        .flatMap(
            path ->
                current(path, context)
                    .flatMap(
                        current ->
                            Blocking.call(() -> make(path, current, json, context, basis, maker))));
  }

  private static Rewrite make(
      Path path, Current current, JsonNode json, ToolContext context, String basis, Maker maker) {
    String name = context.workspace().show(path);
    String before = current.text();
    if (!basis.isEmpty() && !basis.equals(basis(before))) {
      throw AcpException.invalidParams(
          "path",
          name + " has changed since this was proposed. Nothing was written. Read it again first.");
    }
    if (maker.replacesAll() && context.sightings().isOutdated(path, before)) {
      throw AcpException.invalidParams(
          "path",
          name
              + " is no longer what you have seen of it: the user or a command has changed it."
              + " Nothing was written. Read it again first.");
    }
    String after = maker.make(new Input(json), name, before);
    if (Clip.bytes(after) > LocalFileSystem.MAX_BYTES) {
      throw AcpException.invalidParams(
          "path", name + ": the new text is larger than 8 MiB. Nothing was written.");
    }
    return new Rewrite(path, name, before, after);
  }

  Intent intent(String title) {
    int line = Change.firstLine(before == null ? "" : before, after);
    return new Intent(
        title,
        ToolKind.EDIT,
        Risk.EDIT,
        List.of(new Location(path.toString(), line)),
        shown(),
        "",
        basis(before));
  }

  /** Writes what {@code intent} has shown; {@code told} says so to the model. */
  static Mono<ToolResult> run(
      JsonNode json, Intent intent, ToolContext context, Maker maker, Telling telling) {
    return Failures.told(
        plan(json, context, intent.basis(), maker)
            .flatMap(
                rewrite ->
                    rewrite
                        .write(context)
                        .then(
                            Mono.fromSupplier(
                                () ->
                                    new ToolResult(false, telling.of(rewrite), rewrite.shown())))));
  }

  /** What the file was is on disk before it is touched. */
  private Mono<Void> write(ToolContext context) {
    return context
        .changing(path, before != null, before, Digest.of(after))
        .then(Mono.defer(() -> context.files().writeText(path, after)))
        .doOnSuccess(written -> context.sightings().saw(path, after))
        .onErrorMap(IOException.class, failure -> Failures.refusal(failure, path, context));
  }

  /** What to tell the model when it is done. */
  interface Telling {
    String of(Rewrite rewrite);
  }

  /** Nothing at all would stand for no basis. */
  private static String basis(@Nullable String before) {
    return before == null ? "none" : Digest.of(before);
  }

  private List<Shown> shown() {
    return Change.shown(path, before, after);
  }

  private static Mono<Current> current(Path path, ToolContext context) {
    return context
        .files()
        .readText(path)
        .map(Current::new)
        .onErrorResume(NoSuchFileException.class, missing -> Mono.just(new Current(null)))
        .onErrorMap(IOException.class, failure -> Failures.refusal(failure, path, context));
  }

  private record Current(@Nullable String text) {}
}
