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
public record SegmentOutcome(
        Kind kind, @Nullable String segmentId, @Nullable String reason) {

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
     * @param advice what to do about a refusal with this status; empty when nothing is known
     */
    public static SegmentOutcome judge(
            int status, @Nullable Object body, boolean repeatedAfterAmbiguity, QueryStyle style, String advice) {
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
                Kind.FAILED, null, "create segment: " + status + named + ": " + remedy(status, style, advice));
    }

    private static String remedy(int status, QueryStyle style, String advice) {
        String remedy = advice.isEmpty() ? "unexpected answer; run again when the cause is mended" : advice;
        return status == 400
                ? remedy + ", or segmentation.query-style=" + (style == QueryStyle.EXACT ? "guide" : "exact")
                : remedy;
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
