package acp.server;

import acp.agent.ModelSource;
import acp.model.Model;
import acp.model.Models;
import acp.protocol.AcpException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The agent's way to the models: loaded when it is first gone. */
record Access(Supplier<Models> models) implements ModelSource {

  @Override
  public Model open(@Nullable String name) {
    Models all = models.get();
    String wanted = name == null ? all.usual() : name;
    all.requireLogin(wanted);
    return all.open(wanted);
  }

  @Override
  public @Nullable String problem(String name) {
    return models.get().problem(name);
  }

  @Override
  public void prepare() {
    try {
      open(null).prepare();
    } catch (AcpException notNow) {
      LoggerFactory.getLogger(Access.class).info("No model to prepare: {}", notNow.getMessage());
    }
  }

  @Override
  public void requireLogin() {
    Models all = models.get();
    all.requireLogin(all.usual());
  }

  @Override
  public void logIn() {
    models.get().logIn();
  }

  @Override
  public void logOut() {
    models.get().logOut();
  }
}
