package acp.agent;

import acp.model.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One model under every name, for everybody. */
final class OneModel implements ModelSource {
  /** The names it was opened by for a turn; null for the usual one. */
  final List<@Nullable String> opened = Collections.synchronizedList(new ArrayList<>());

  private final Model model;

  OneModel(Model model) {
    this.model = model;
  }

  @Override
  public Model open(@Nullable String name) {
    opened.add(name);
    return model;
  }

  @Override
  public void prepare() {}

  @Override
  public void requireLogin() {}

  @Override
  public void logIn() {}

  @Override
  public void logOut() {}
}
