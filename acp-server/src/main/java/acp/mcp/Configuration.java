package acp.mcp;

import static java.util.Objects.requireNonNull;

import acp.session.ToolServer;
import java.util.ArrayList;
import java.util.List;

/**
 * The servers that the settings give every session, and those that cannot be used. A server of the
 * client's takes the place of one that has the same name here, usable or not.
 */
public record Configuration(List<Configured> servers, List<Fault> faults) {
  /** No servers. */
  public static final Configuration NONE = new Configuration(List.of(), List.of());

  public Configuration {
    servers = List.copyOf(servers);
    faults = List.copyOf(faults);
  }

  /**
   * A server that cannot be used.
   *
   * @param sentence what is wrong and where, without any secret
   */
  public record Fault(String server, String sentence) {
    public Fault {
      requireNonNull(server, "server");
      requireNonNull(sentence, "sentence");
    }
  }

  /** These besides those of a client, which come first and win. */
  Configuration behind(List<ToolServer> clients) {
    List<Configured> all = new ArrayList<>(clients.stream().map(Configured::of).toList());
    servers.stream().filter(server -> !isAmong(clients, server.name())).forEach(all::add);
    return new Configuration(
        all, faults.stream().filter(fault -> !isAmong(clients, fault.server())).toList());
  }

  private static boolean isAmong(List<ToolServer> clients, String name) {
    return clients.stream().anyMatch(server -> server.name().equals(name));
  }

  boolean isEmpty() {
    return servers.isEmpty() && faults.isEmpty();
  }
}
