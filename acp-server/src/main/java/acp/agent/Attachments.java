package acp.agent;

import acp.event.Content;
import acp.tool.Blocking;
import acp.tool.Clip;
import acp.tool.OneLine;
import acp.tool.Pictures;
import acp.tool.Workbench;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What a prompt has with it, as the model is given it: files of the workspace that are only named
 * are read, as the editor has them, and pictures that no model takes are said in words. Everything
 * is bounded; what cannot be read stays a name, and the model may look for itself.
 */
final class Attachments {
  /** In bytes, of one file. */
  static final int MAX_FILE = 64 * 1024;

  /** Files that are read for one prompt. */
  static final int MAX_FILES = 16;

  /** Characters of base64: the least that a provider allows. */
  static final int MAX_BLOB = 5 * 1024 * 1024;

  private final Workbench bench;
  private int read;

  Attachments(Workbench bench) {
    this.bench = bench;
  }

  /** The same prompt as the model is given it; equal to it where nothing had to be done. */
  Mono<List<Content>> of(List<Content> prompt) {
    return Flux.fromIterable(prompt).concatMap(this::given).collectList();
  }

  private Mono<Content> given(Content piece) {
    return switch (piece) {
      case Content.Link link when isFile(link.uri()) && read < MAX_FILES -> {
        read++;
        yield read(link).defaultIfEmpty(link);
      }
      case Content.Image image -> Blocking.call(() -> picture(image));
      case Content.Resource resource
          when resource.blob() != null && resource.blob().length() > MAX_BLOB ->
          Mono.just(unfit(resource.uri(), "is too large to be shown."));
      case Content.Resource resource when resource.text() != null ->
          Mono.just(
              new Content.Resource(
                  resource.uri(),
                  resource.mimeType(),
                  Clip.middle(resource.text(), 4 * MAX_FILE),
                  null));
      case Content.Text _, Content.Link _, Content.Resource _ -> Mono.just(piece);
    };
  }

  private static boolean isFile(String uri) {
    return uri.toLowerCase(Locale.ROOT).startsWith("file:");
  }

  private Mono<Content> read(Content.Link link) {
    String uri = link.uri().replaceFirst("[?#].*$", "");
    Mono<Path> inside = Blocking.call(() -> bench.workspace().resolve(uri));
    return inside
        .flatMap(path -> bench.files().readText(path))
        .<Content>map(
            text ->
                new Content.Resource(
                    link.uri(), link.mimeType(), Clip.middle(text, MAX_FILE), null))
        .onErrorComplete();
  }

  /** One that a provider refuses would be refused in every later request too. */
  private static Content picture(Content.Image image) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(image.data());
    } catch (IllegalArgumentException broken) {
      return unfit(image.mimeType(), "is broken.");
    }
    String fault = Pictures.fault(bytes);
    return fault == null ? image : unfit(image.mimeType(), fault);
  }

  private static Content unfit(String what, String why) {
    return new Content.Text(
        "\n[The user attached something ("
            + OneLine.of(what)
            + "), which you cannot see: it "
            + why
            + " Say so if it matters.]\n");
  }
}
