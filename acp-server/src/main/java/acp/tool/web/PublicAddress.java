package acp.tool.web;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Tells addresses of the public internet from those of this machine and of private networks. */
final class PublicAddress {
  /** What IANA keeps from the public, beyond what {@link InetAddress} knows. */
  private static final List<Net> KEPT =
      List.of(
          new Net("0.0.0.0", 8), // this network
          new Net("100.64.0.0", 10), // carriers' own
          new Net("192.0.0.0", 24), // protocol assignments
          new Net("192.0.2.0", 24), // documentation
          new Net("198.18.0.0", 15), // benchmarks
          new Net("198.51.100.0", 24), // documentation
          new Net("203.0.113.0", 24), // documentation
          new Net("240.0.0.0", 4), // reserved, and broadcast
          new Net("::", 96), // IPv4-compatible
          new Net("100::", 64), // discard
          new Net("64:ff9b:1::", 48), // local translation
          new Net("2001:db8::", 32), // documentation
          new Net("2001::", 32), // Teredo, which leads to an IPv4 address
          new Net("fc00::", 7)); // unique local

  private static final Net NAT64 = new Net("64:ff9b::", 96);
  private static final Net SIX_TO_FOUR = new Net("2002::", 16);

  private PublicAddress() {}

  /** True if {@code address}, and the IPv4 address that it may stand for, belongs to the public. */
  static boolean is(InetAddress address) {
    if (address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()
        || KEPT.stream().anyMatch(net -> net.holds(address))) {
      return false;
    }
    if (address instanceof Inet6Address) {
      byte[] bytes = address.getAddress();
      return (!NAT64.holds(address) || is(ipv4(bytes, 12)))
          && (!SIX_TO_FOUR.holds(address) || is(ipv4(bytes, 2)));
    }
    return address instanceof Inet4Address;
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    return address(Arrays.copyOfRange(bytes, from, from + 4));
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException impossible) {
      throw new AssertionError("four or sixteen bytes are an address", impossible);
    }
  }

  /** All addresses that begin with the same bits. */
  private record Net(InetAddress base, int bits) {
    Net(String base, int bits) {
      this(InetAddress.ofLiteral(base), bits);
    }

    boolean holds(InetAddress address) {
      byte[] a = base.getAddress();
      byte[] b = address.getAddress();
      if (a.length != b.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((a[bit / 8] & mask) != (b[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
