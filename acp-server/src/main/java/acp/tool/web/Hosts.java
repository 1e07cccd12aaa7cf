package acp.tool.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Which hosts may be asked: those whose every address is public, unless the user has allowed
 * others. Else a page could make the model fetch what only this machine can reach, such as a router
 * or the keys that a cloud keeps for its machines. Thread-safe.
 */
final class Hosts {
  private final Resolver resolver;
  private final boolean allowsPrivate;

  Hosts(Resolver resolver, boolean allowsPrivate) {
    this.resolver = resolver;
    this.allowsPrivate = allowsPrivate;
  }

  /** Finds the addresses of a host, as connections do. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /** Fails with a sentence fit for the model if {@code host} may not be asked. May wait. */
  void check(String host) throws IOException {
    InetAddress[] addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException unknown) {
      throw new IOException("There is no host " + host + ", or its name cannot be looked up now.");
    }
    for (InetAddress address : addresses) {
      if (!allowsPrivate && !PublicAddress.is(address)) {
        throw new IOException(
            host
                + " is not on the public internet ("
                + address.getHostAddress()
                + "), and only that may be fetched. The user can allow it with the setting"
                + " fetch_private = true.");
      }
    }
  }
}
