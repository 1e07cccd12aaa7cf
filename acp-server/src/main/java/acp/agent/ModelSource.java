package acp.agent;

import acp.model.Model;
import org.jspecify.annotations.Nullable;

/** Where an agent gets its models, and its right to use them. Thread-safe. */
public interface ModelSource {

  /**
   * Opens a model.
   *
   * @param name its full name; null for the usual one
   * @throws acp.protocol.AcpException if there is none of that name, or it cannot be used before
   *     the user has logged in; that is then how the turn ends
   */
  Model open(@Nullable String name);

  /**
   * Why a model cannot be used at the moment, in a sentence without its full stop; null if nothing
   * is known to be in the way. Connects to nobody.
   *
   * @param name its full name
   */
  default @Nullable String problem(String name) {
    return null;
  }

  /** Loads what the usual model will need, without connecting to anyone; never fails. */
  void prepare();

  /**
   * Makes sure that the usual model can be used.
   *
   * @throws acp.protocol.AcpException (authentication required) if the user must log in first
   */
  void requireLogin();

  /**
   * Takes up work with the credentials there are.
   *
   * @throws acp.protocol.AcpException (authentication required) if there are none and the usual
   *     model wants some
   */
  void logIn();

  /** Forgets the stored credentials, and uses no others until {@link #logIn}. */
  void logOut();
}
