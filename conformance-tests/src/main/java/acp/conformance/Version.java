package acp.conformance;

import picocli.CommandLine.IVersionProvider;

/** The version of the kit, from the manifest of its jar. */
public final class Version implements IVersionProvider {

  /** For picocli. */
  public Version() {}

  @Override
  public String[] getVersion() {
    return new String[] {"${COMMAND-NAME} " + number()};
  }

  /** The version alone. */
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "(not packaged)" : version;
  }
}
