package acp.surface.extension;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is to change of a session; what is absent stays.
 *
 * @param version the version that it is meant for, or it is refused
 * @param archived true to put the session aside, false to take it back
 * @param addTags words
 * @param removeTags those that are not there do not matter
 * @param metadata merged into what there is; a field that is null goes
 */
public record SessionUpdating(
    String sessionId,
    @Nullable Long version,
    @Nullable Boolean archived,
    @Nullable String type,
    @Nullable List<String> addTags,
    @Nullable List<String> removeTags,
    @Nullable ObjectNode metadata) {}
