package acp.agent;

import acp.model.Model;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One model under every name that is nobody else's, for everybody. */
final class OneModel implements ModelSource {
  /** The names it was opened by for a turn; null for the usual one. */
  final List<@Nullable String> opened = Collections.synchronizedList(new ArrayList<>());

  private final Model model;
  private final Map<String, Model> others = new ConcurrentHashMap<>();

  OneModel(Model model) {
    this.model = model;
  }

  /** Another model, under its own name. */
  void add(Model other) {
    others.put(other.name(), other);
  }

  @Override
  public Model open(@Nullable String name) {
    opened.add(name);
    return name == null ? model : others.getOrDefault(name, model);
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
