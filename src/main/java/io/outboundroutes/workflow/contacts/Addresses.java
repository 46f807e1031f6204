package io.outboundroutes.workflow.contacts;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an address of each channel looks like. Stateless. */
final class Addresses {

    private static final int LONGEST = 255;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_LOCAL_PART = 64;

    /** A plus sign, a country code (never 0…), and 15 digits at most in all. */
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    private static final String ATOM = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]++";
    private static final Pattern LOCAL_PART = Pattern.compile(ATOM + "(?:\\." + ATOM + ")*+");
    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?");

    private Addresses() {}

    /** What is wrong with an address, without the address; null when nothing is. */
    static @Nullable String problem(Channel channel, String address) {
        return switch (channel) {
            case VOICE, SMS ->
                E164.matcher(address).matches()
                        ? null
                        : "is no E.164 number (a plus sign and 2 to 15 digits, the first not 0, nothing between them)";
            case EMAIL -> isEmail(address) ? null : "is no e-mail address";
            case CHAT -> Text.length(address) <= LONGEST ? null : "is longer than " + LONGEST + " characters";
        };
    }

    private static boolean isEmail(String address) {
        int at = address.lastIndexOf('@');
        if (at < 1 || at > LONGEST_LOCAL_PART || address.length() > LONGEST_EMAIL) {
            return false;
        }
        String[] labels = address.substring(at + 1).split("\\.", -1);
        if (labels.length < 2) {
            return false;
        }
        for (String label : labels) {
            if (!LABEL.matcher(label).matches()) {
                return false;
            }
        }
        return LOCAL_PART.matcher(address.substring(0, at)).matches();
    }
}
