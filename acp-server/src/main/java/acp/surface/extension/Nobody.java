package acp.surface.extension;

import acp.event.Event;
import acp.event.PermissionOption;
import acp.event.SessionId;
import acp.session.Client;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A client that nothing can be asked of: files are those on the disk. */
final class Nobody implements Client {
  @Override
  public boolean offersReadTextFile() {
    return false;
  }

  @Override
  public boolean offersWriteTextFile() {
    return false;
  }

  @Override
  public boolean offersTerminal() {
    return false;
  }

  @Override
  public Mono<String> requestPermission(
      SessionId session, Event.ToolCallStarted call, List<PermissionOption> options) {
    return Mono.empty();
  }

  @Override
  public Mono<String> readTextFile(
      SessionId session, String path, @Nullable Integer line, @Nullable Integer limit) {
    return Mono.error(new UnsupportedOperationException());
  }

  @Override
  public Mono<Void> writeTextFile(SessionId session, String path, String content) {
    return Mono.error(new UnsupportedOperationException());
  }

  @Override
  public Mono<Terminal> createTerminal(SessionId session, Command command) {
    return Mono.error(new UnsupportedOperationException());
  }
}
