package acp.conformance;

import picocli.CommandLine.IVersionProvider;

/** The version of the kit, from the manifest of its jar. */
public final class Version implements IVersionProvider {

  /** For picocli. */
  public Version() {}

  @Override
  public String[] getVersion() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new String[] {"${COMMAND-NAME} " + (version == null ? "(not packaged)" : version)};
  }
}
