package acp.surface.extension;

/** A session that was branched off. */
public record Forked(String sessionId, String parentId) {}
