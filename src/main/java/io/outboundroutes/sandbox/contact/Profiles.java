package io.outboundroutes.sandbox.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The attribute values that made-up contacts have. Most are a plain region and tier in some spelling; the special ones
 * are what goes wrong in real data. Together about 40 groups.
 */
final class Profiles {

    private static final JsonNodeFactory JSON = new JsonNodeFactory(true);

    static final List<List<String>> REGIONS = List.of(
            List.of("EMEA", "emea", " Emea "), List.of("AMER", "Amer"), List.of("APAC", "apac"), List.of("LATAM"));

    static final List<List<String>> TIERS =
            List.of(List.of("gold", "Gold"), List.of("silver"), List.of("bronze", " Bronze "), List.of("Gold Plus"));

    /** Region and tier of each special profile; null means that the attribute is missing. */
    private static final List<Pair> SPECIAL = List.of(
            // Swapped values, and lone values: the guide's sorted key cannot tell them from others.
            pair("gold", "emea"),
            pair("gold", null),
            pair(null, "gold"),
            pair(null, "silver"),
            pair("latam", null),
            // A delimiter inside a value: both pairs join to a|b|c.
            pair("a", "b|c"),
            pair("a|b", "c"),
            // Texts that a query must quote, or escape.
            pair("EMEA", "the \"best\""),
            pair("emea", "c:\\tier"),
            pair("AMER", "AND"),
            pair("AMER", "name=value"),
            // Letters beyond ASCII, once composed and once decomposed.
            pair("\u00d6sterreich", "gold"),
            pair("O\u0308sterreich", "gold"),
            // Scalars that are no texts.
            new Pair(JSON.textNode("emea"), JSON.numberNode(7)),
            new Pair(JSON.textNode("emea"), JSON.numberNode(new BigDecimal("1.50"))),
            new Pair(JSON.textNode("apac"), JSON.booleanNode(true)),
            // Blank is as good as missing; null too.
            pair("  ", "bronze"),
            pair("apac", ""),
            new Pair(JSON.textNode("apac"), JSON.nullNode()),
            // No target attribute at all: no group.
            pair(null, null),
            pair(" ", "   "),
            // Bad records.
            new Pair(JSON.arrayNode().add("emea").add("amer"), JSON.textNode("gold")),
            new Pair(JSON.textNode("emea"), JSON.objectNode().put("name", "gold")));

    private Profiles() {}

    /** How many special profiles there are. */
    static int specials() {
        return SPECIAL.size();
    }

    /** The attributes of a special profile. */
    static ObjectNode special(int index, boolean premium) {
        Pair pair = SPECIAL.get(index);
        return attributes(pair.region(), pair.tier(), premium);
    }

    /** The attributes of a plain profile. */
    static ObjectNode plain(String region, String tier, boolean premium) {
        return attributes(JSON.textNode(region), JSON.textNode(tier), premium);
    }

    private static ObjectNode attributes(@Nullable JsonNode region, @Nullable JsonNode tier, boolean premium) {
        ObjectNode attributes = JSON.objectNode();
        attributes.put("customAttribute1", premium ? "premium" : "basic");
        if (region != null) {
            attributes.set("region", region);
        }
        if (tier != null) {
            attributes.set("product_tier", tier);
        }
        attributes.put("priority", premium ? 1 : 5);
        return attributes;
    }

    private static Pair pair(@Nullable String region, @Nullable String tier) {
        return new Pair(region == null ? null : JSON.textNode(region), tier == null ? null : JSON.textNode(tier));
    }

    private record Pair(@Nullable JsonNode region, @Nullable JsonNode tier) {}
}
