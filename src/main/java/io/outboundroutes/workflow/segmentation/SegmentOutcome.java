package io.outboundroutes.workflow.segmentation;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor's answer to a create means.
 *
 * @param kind the outcome
 * @param segmentId the vendor's id of the segment; null when the answer does not tell
 * @param reason why it failed, or what is worth knowing; null otherwise. Nothing of the vendor's text but a short code
 */
public record SegmentOutcome(Kind kind, @Nullable String segmentId, @Nullable String reason) {

    /** The outcomes of a create. */
    public enum Kind {
        /** The segment is there and this run made it. */
        CREATED,
        /** A segment of this name was there already, made by somebody else; its query is not known. */
        EXISTS,
        /** It was not created. */
        FAILED
    }

    private static final Pattern SHORT_CODE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    /**
     * Judges an answer.
     *
     * @param status the HTTP status
     * @param body the answer as parsed JSON; null when it was empty or no JSON
     * @param repeatedAfterAmbiguity whether an earlier attempt of this very create may have arrived: then a conflict is
     *     with our own segment
     * @param style the query style in use; a 400 suggests the other one
     */
    public static SegmentOutcome judge(
            int status, @Nullable Object body, boolean repeatedAfterAmbiguity, QueryStyle style) {
        if (status >= 200 && status < 300) {
            return new SegmentOutcome(Kind.CREATED, scalar(body, "id"), null);
        }
        if (status == 409) {
            // An id in the body of a conflict may be the error's own.
            return repeatedAfterAmbiguity
                    ? new SegmentOutcome(
                            Kind.CREATED,
                            null,
                            "an earlier attempt had created it; its answer was lost, its repeat was answered 409")
                    : new SegmentOutcome(
                            Kind.EXISTS, null, "a segment of this name exists; its query was not compared");
        }
        String code = scalar(body, "code");
        String named = code != null && SHORT_CODE.matcher(code).matches() ? " (" + code + ")" : "";
        return new SegmentOutcome(
                Kind.FAILED, null, "create segment: " + status + named + ": " + remedy(status, style));
    }

    private static String remedy(int status, QueryStyle style) {
        return switch (status) {
            case 400 -> "the vendor refused the query; check that the attribute names match exactly, or try"
                    + " segmentation.query-style=" + (style == QueryStyle.EXACT ? "guide" : "exact");
            case 401 -> "the token was refused; check the OAuth client's id and secret";
            case 403 -> "the OAuth client lacks the scope outbound:segment:write, or the organisation forbids creating"
                    + " segments by API; see Admin > Platform > OAuth clients";
            case 429 -> "the rate limit was still exceeded after the retries; run again later or lower genesys.rate-limit";
            default -> status >= 500
                    ? "the vendor failed; replay the item later"
                    : "unexpected answer; replay the item when the cause is mended";
        };
    }

    private static @Nullable String scalar(@Nullable Object body, String field) {
        Object value = body instanceof Map<?, ?> fields ? fields.get(field) : null;
        if (value == null || ValueText.problemOf(value) != null) {
            return null;
        }
        String text = ValueText.of(value);
        return text.isBlank() ? null : text;
    }
}
