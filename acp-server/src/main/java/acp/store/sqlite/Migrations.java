package acp.store.sqlite;

import java.util.List;

/**
 * All that was ever done to the schema, in order. Each step is a class of its own with the text in
 * a constant, which costs nothing at start; a new one is added at the end, and its checksum to
 * {@code MigrationsTest}. What was shipped is never changed.
 *
 * <p>What older programs read stays: the tables {@code session} and {@code event} with their
 * columns may get more of them, but lose none and give none another meaning. So a store of a newer
 * version can be read, if not written, by an older program. This holds of the rows, not of all that
 * is in them: an event whose data is packed, which those before step 8 do not know, is to them one
 * that they cannot read, in its place, as is one whose large parts are apart to those before step
 * 4.
 */
final class Migrations {
  static final List<Migration> ALL =
      List.of(
          new Migration("sessions and events", Step1Sessions.SQL),
          new Migration("deleted sessions", Step2Deletion.SQL),
          new Migration("rules and decisions", Step3Rules.SQL),
          new Migration("leases, blobs, upkeep", Step4Safety.SQL),
          new Migration("the catalogue", Step5Catalogue.SQL),
          new Migration("search and figures", Step6Search.SQL),
          new Migration("landmarks", Step7Landmarks.SQL),
          new Migration("packed rows", Step8Packing.SQL));

  private Migrations() {}
}
