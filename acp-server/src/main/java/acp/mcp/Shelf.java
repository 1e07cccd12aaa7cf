package acp.mcp;

import acp.protocol.AcpException;
import acp.tool.OneLine;
import java.util.List;
import java.util.stream.Collectors;

/** The servers of a session that have resources, for the tools that list and read these. */
record Shelf(List<Link> links) {

  Shelf {
    links = List.copyOf(links);
  }

  String names() {
    return links.stream().map(link -> line(link.name())).collect(Collectors.joining(", "));
  }

  /**
   * The server of that name.
   *
   * @throws AcpException (invalid params) in words for the model, if there is none
   */
  Link find(String name) {
    return links.stream()
        .filter(link -> link.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                AcpException.invalidParams(
                    "server",
                    "No server of that name has resources. These have: " + names() + "."));
  }

  /** Words of a server's, on one short line. */
  static String line(String words) {
    return OneLine.of(words);
  }
}
