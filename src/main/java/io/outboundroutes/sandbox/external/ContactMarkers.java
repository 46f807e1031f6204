package io.outboundroutes.sandbox.external;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of an external contact, told by the end of its external id: {@code EXT-7-failed},
 * {@code EXT-7-optout-voice-unavailable-sms}. Several markers may follow one another. Immutable.
 *
 * <table>
 * <caption>Markers</caption>
 * <tr><td>{@code -failed}</td><td>validation fails</td></tr>
 * <tr><td>{@code -pending}</td><td>validation never ends</td></tr>
 * <tr><td>{@code -unvalidated}</td><td>the record has no validation status</td></tr>
 * <tr><td>{@code -dnc}</td><td>{@code doNotContact} is true</td></tr>
 * <tr><td>{@code -optout-<channel>}</td><td>{@code optOut.<channel>} is true</td></tr>
 * <tr><td>{@code -unavailable}</td><td>no channel is available</td></tr>
 * <tr><td>{@code -unavailable-<channel>}</td><td>this channel is not available</td></tr>
 * <tr><td>{@code -nochannels}</td><td>{@code channelAvailability} is null</td></tr>
 * </table>
 */
final class ContactMarkers {

    private static final String CHANNEL = "(?:voice|sms|email|chat)";
    private static final String MARKER =
            "-(?:failed|pending|unvalidated|dnc|nochannels|unavailable(?:-" + CHANNEL + ")?|optout-" + CHANNEL + ")";
    private static final Pattern ONE = Pattern.compile(MARKER);
    private static final Pattern AT_THE_END = Pattern.compile("(?:" + MARKER + ")+$");

    private final Set<String> markers = new HashSet<>();

    ContactMarkers(String externalId) {
        Matcher end = AT_THE_END.matcher(externalId);
        if (end.find()) {
            Matcher one = ONE.matcher(end.group());
            while (one.find()) {
                markers.add(one.group().substring(1));
            }
        }
    }

    boolean has(String marker) {
        return markers.contains(marker);
    }

    boolean isAvailable(String channel) {
        return !has("unavailable") && !has("unavailable-" + channel);
    }

    boolean hasOptedOutOf(String channel) {
        return has("optout-" + channel);
    }
}
