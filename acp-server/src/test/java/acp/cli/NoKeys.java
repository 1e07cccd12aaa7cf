package acp.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Nobody's keys. */
final class NoKeys implements Commands.Keys {
  @Override
  public @Nullable String ask(String question) {
    return null;
  }

  @Override
  public List<Commands.Owner> owners() {
    return List.of();
  }

  @Override
  public Commands.@Nullable Owner ownerOf(String key) {
    return null;
  }

  @Override
  public void store(Commands.Owner owner, String key) {}

  @Override
  public void remove(Commands.Owner owner) {}

  @Override
  public Path place() {
    return Path.of("/keys");
  }
}
