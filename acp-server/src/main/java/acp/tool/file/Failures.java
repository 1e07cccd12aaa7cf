package acp.tool.file;

import acp.protocol.AcpException;
import acp.tool.ToolContext;
import acp.tool.ToolResult;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import reactor.core.publisher.Mono;

/** Failures of files as sentences for the model, with the path as the model knows it. */
final class Failures {
  private Failures() {}

  static String say(IOException failure, Path path, ToolContext context) {
    String name = context.workspace().show(path);
    if (failure instanceof NoSuchFileException) {
      return "No such file: " + name;
    }
    String reason =
        failure instanceof FileSystemException known ? known.getReason() : failure.getMessage();
    return name + ": " + (reason == null ? "cannot be used" : reason);
  }

  static AcpException refusal(IOException failure, Path path, ToolContext context) {
    return AcpException.invalidParams("path", say(failure, path, context));
  }

  /** Before the deed a refusal is thrown; during it, it is what the call came to. */
  static Mono<ToolResult> told(Mono<ToolResult> deed) {
    return deed.onErrorResume(
        AcpException.class,
        refusal -> Mono.just(ToolResult.failure(String.valueOf(refusal.getMessage()))));
  }
}
