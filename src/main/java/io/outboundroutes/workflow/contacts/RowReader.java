package io.outboundroutes.workflow.contacts;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row of the input: a JSON object with the guide's fields in camelCase or snake_case, or the columns of a CSV
 * file ({@code externalContactId,name,voice,sms,email,chat,initialMessage,interactionDurationSeconds,metadata.<key>}).
 * A blank value is none. Immutable, hence safe for use by many threads.
 */
public final class RowReader {

    /** What an id is made of; the guide's own example has a hyphen. */
    public static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,255}");

    /** The vendor's longest interaction, in seconds. */
    public static final int LONGEST_INTERACTION = 7200;

    /** The interaction's length when the row says nothing, in seconds. */
    public static final int DEFAULT_INTERACTION = 300;

    /** The columns of a CSV file, in the order of the documentation; {@link #METADATA_COLUMN} comes on top. */
    public static final List<String> COLUMNS = List.of(
            "externalContactId",
            "name",
            "voice",
            "sms",
            "email",
            "chat",
            "initialMessage",
            "interactionDurationSeconds",
            "requestId");

    /** What the columns of the metadata begin with. */
    public static final String METADATA_COLUMN = "metadata.";

    /** The spellings of each field that every row has. */
    public static final List<List<String>> REQUIRED =
            List.of(List.of("externalContactId", "external_contact_id"), List.of("name"));

    private static final int LONGEST_NAME = 255;

    private final Pattern idPattern;

    /** @param idPattern what ids must match besides {@link #ID} ({@code contacts.id-pattern}) */
    public RowReader(Pattern idPattern) {
        this.idPattern = idPattern;
    }

    /** Reads one row; never throws for what an input may hold. */
    public ReadRow read(Map<?, ?> row) {
        RowFields fields = new RowFields(row);
        String id = fields.text("externalContactId", "external_contact_id");
        String goodId = checkId(fields, id);
        String name = fields.text("name");
        checkName(fields, name);
        Map<Channel, String> channels = channels(fields);
        String message = fields.message("initialMessage", "initial_message");
        int seconds = seconds(fields);
        SortedMap<String, String> metadata = metadata(fields);
        String requestId = fields.text("requestId", "request_id");
        if (requestId != null && Text.length(requestId) > LONGEST_NAME) {
            fields.violation("requestId", "is longer than " + LONGEST_NAME + " characters");
        }
        nameUnknown(fields);
        ContactRequest request = !fields.violations().isEmpty() || goodId == null || name == null
                ? null
                : new ContactRequest(goodId, name, channels, message, seconds, metadata, requestId);
        return new ReadRow(goodId, request, fields.violations(), fields.unknown());
    }

    /** A row that lacks what every row has may hold it under another name. */
    private static void nameUnknown(RowFields fields) {
        List<String> unknown = fields.unknownNames();
        boolean lacking =
                REQUIRED.stream().anyMatch(spellings -> spellings.stream().noneMatch(fields.names()::contains));
        if (lacking && !unknown.isEmpty()) {
            fields.remark("unknown: " + String.join(", ", unknown));
        }
    }

    private @Nullable String checkId(RowFields fields, @Nullable String id) {
        if (id == null) {
            fields.missing("externalContactId");
            return null;
        }
        if (!ID.matcher(id).matches()) {
            fields.violation(
                    "externalContactId", "is not 1 to 255 ASCII letters, digits, hyphens, underscores or dots");
            return null;
        }
        if (Text.isDots(id)) {
            fields.violation("externalContactId", "is . or .., which would climb out of the address of a contact");
            return null;
        }
        if (!idPattern.matcher(id).matches()) {
            fields.violation("externalContactId", "does not match contacts.id-pattern");
            return null;
        }
        return id;
    }

    private static void checkName(RowFields fields, @Nullable String name) {
        if (name == null) {
            fields.missing("name");
        } else if (Text.length(name) > LONGEST_NAME) {
            fields.violation("name", "is longer than " + LONGEST_NAME + " characters");
        }
    }

    private static Map<Channel, String> channels(RowFields fields) {
        Map<Channel, String> channels = new EnumMap<>(Channel.class);
        RowFields nested = fields.object("channels");
        boolean refused = fields.refused("channels");
        for (Channel channel : Channel.values()) {
            String column = channel.wire();
            String field = "channels." + column;
            String address = fields.oneOf(field, nested.text(column), fields.text(column));
            String problem = address == null ? null : Addresses.problem(channel, address);
            if (problem != null) {
                fields.violation(field, problem);
            } else if (address != null) {
                channels.put(channel, address);
            }
            refused |= nested.refused(column) || fields.refused(column) || fields.refused(field);
        }
        fields.adopt(nested);
        if (channels.isEmpty() && !refused) {
            fields.violation("channels", "has no address: at least one of voice, sms, email, chat is needed");
        }
        return channels;
    }

    private static int seconds(RowFields fields) {
        String field = "interactionDurationSeconds";
        Object value = fields.raw(field, "interaction_duration_seconds");
        if (value == null) {
            return DEFAULT_INTERACTION;
        }
        BigInteger seconds = whole(value);
        if (seconds == null) {
            fields.violation(field, "is no whole number of seconds");
            return DEFAULT_INTERACTION;
        }
        if (seconds.signum() < 1 || seconds.compareTo(BigInteger.valueOf(LONGEST_INTERACTION)) > 0) {
            fields.violation(field, "is not between 1 and " + LONGEST_INTERACTION);
            return DEFAULT_INTERACTION;
        }
        return seconds.intValueExact();
    }

    /** A whole number; null when it is none, or so long that making it plain would cost more than it is worth. */
    private static @Nullable BigInteger whole(Object value) {
        if (value instanceof String text) {
            return Text.normal(text).matches("[0-9]{1,9}") ? new BigInteger(Text.normal(text)) : null;
        }
        if (value instanceof Integer || value instanceof Long || value instanceof BigInteger) {
            return new BigInteger(value.toString());
        }
        if (value instanceof BigDecimal number && Math.abs((long) number.scale()) <= 9 && number.precision() <= 18) {
            BigDecimal plain = number.stripTrailingZeros();
            return plain.scale() <= 0 ? plain.toBigInteger() : null;
        }
        return null;
    }

    private static SortedMap<String, String> metadata(RowFields fields) {
        SortedMap<String, String> metadata = new TreeMap<>();
        RowFields nested = fields.object("metadata");
        for (String key : nested.names()) {
            put(fields, metadata, key, nested.raw(key));
        }
        for (String column : fields.namesWith(METADATA_COLUMN)) {
            put(fields, metadata, column.substring(METADATA_COLUMN.length()), fields.raw(column));
        }
        return metadata;
    }

    /** Keys are not named in violations: they are the asking house's own, and nobody knows what is in them. */
    private static void put(RowFields fields, Map<String, String> metadata, String key, @Nullable Object value) {
        if (value == null) {
            return;
        }
        String text = value instanceof String ? fields.scalar("metadata", value) : null;
        if (text == null) {
            fields.violation("metadata", "has a value that is not well-formed text");
        } else if (key.isBlank() || Text.hasControl(key) || !Text.isWellFormed(key)) {
            fields.violation("metadata", "has a key that is blank or holds a control character");
        } else if (!text.equals(metadata.getOrDefault(key, text))) {
            fields.violation("metadata", "gives one key two values");
        } else {
            metadata.put(key, text);
        }
    }
}
