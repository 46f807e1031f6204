package io.outboundroutes.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Contacts that are easily grouped wrongly, and the groups they make. */
final class FixedContacts {

    /** Selects all of them. */
    static final String QUERY = "status:ready";

    /** Each contact's id and the attributes it has. */
    private static final String[][] CONTACTS = {
        {"case-1", "{'region':'EMEA','product_tier':'gold'}"},
        {"case-2", "{'region':' emea ','product_tier':'Gold','other':'x'}"},
        {"swapped", "{'region':'gold','product_tier':'EMEA'}"},
        {"region-only", "{'region':'Emea'}"},
        {"tier-only", "{'product_tier':'emea'}"},
        {"pipe-left", "{'region':'a|b','product_tier':'c'}"},
        {"pipe-right", "{'region':'a','product_tier':'b|c'}"},
        {"quotes", "{'region':'EMEA','product_tier':'the \\\"best\\\"'}"},
        {"spaces", "{'region':'Gold Plus','product_tier':'x y'}"},
        {"number-1", "{'region':'emea','product_tier':7}"},
        {"number-2", "{'region':'EMEA','product_tier':'7'}"},
        {"decimal", "{'region':'emea','product_tier':1.50}"},
        {"boolean-1", "{'region':'apac','product_tier':true}"},
        {"boolean-2", "{'region':'APAC','product_tier':'TRUE'}"},
        {"blank-1", "{'region':'  ','product_tier':'bronze'}"},
        {"blank-2", "{'region':'','product_tier':'Bronze'}"},
        {"null", "{'region':null,'product_tier':'bronze'}"},
        {"operator", "{'region':'EMEA','product_tier':'AND'}"},
        {"backslash", "{'region':'emea','product_tier':'c:\\\\tier'}"},
        {"composed", "{'region':'\u00d6sterreich','product_tier':'gold'}"},
        {"decomposed", "{'region':'O\u0308sterreich','product_tier':'gold'}"},
        {"equals", "{'region':'EMEA','product_tier':'name=value'}"},
        {"no-attribute", "{'other':'x'}"},
        {"all-blank", "{'region':' ','product_tier':''}"},
        {"array", "{'region':['emea'],'product_tier':'gold'}"},
        {"object", "{'region':'emea','product_tier':{'name':'gold'}}"},
    };

    /**
     * Segment name to the contacts of its group. Names come from {@code printf %s 'emea|gold' | sha256sum}: 16 digits
     * over the sorted values, and where groups meet there, 8 digits over the canonical form behind it, e.g. {@code
     * 'product_tier=gold|region=emea'}.
     */
    static final Map<String, Set<String>> SEGMENTS = new TreeMap<>(Map.ofEntries(
            // product_tier=emea|region=gold sorts before product_tier=gold|region=emea and keeps the plain key.
            Map.entry("Auto_Segment_ebdc1964afb47221", ids("swapped")),
            Map.entry("Auto_Segment_ebdc1964afb47221-96c9322e", ids("case-1", "case-2")),
            Map.entry("Auto_Segment_5f53356e4688ab87", ids("tier-only")),
            Map.entry("Auto_Segment_5f53356e4688ab87-6dff0b4a", ids("region-only")),
            Map.entry("Auto_Segment_a52dd81bfd5e4e66", ids("pipe-right")),
            Map.entry("Auto_Segment_a52dd81bfd5e4e66-90c2dac8", ids("pipe-left")),
            Map.entry("Auto_Segment_b462787a53b79a78", ids("quotes")),
            Map.entry("Auto_Segment_f5cae501443d71a0", ids("spaces")),
            Map.entry("Auto_Segment_18b587e8c76ec72d", ids("number-1", "number-2")),
            Map.entry("Auto_Segment_d67d44a355ba8953", ids("decimal")),
            Map.entry("Auto_Segment_632a45b03f735146", ids("boolean-1", "boolean-2")),
            Map.entry("Auto_Segment_fcbbcd5a59bf48a1", ids("blank-1", "blank-2", "null")),
            Map.entry("Auto_Segment_0d17eb2faa3d7f76", ids("operator")),
            Map.entry("Auto_Segment_01d930125946a325", ids("backslash")),
            Map.entry("Auto_Segment_eac495f657f24fb0", ids("composed", "decomposed")),
            Map.entry("Auto_Segment_8c0d310ceb4ebb07", ids("equals"))));

    static final int UNCLASSIFIED = 2;
    static final int REJECTED = 2;

    private FixedContacts() {}

    static List<ObjectNode> all() {
        List<ObjectNode> contacts = new ArrayList<>();
        for (String[] contact : CONTACTS) {
            contacts.add(contact(contact[0], contact[1], "2026-01-01T00:00:00.000Z"));
        }
        return contacts;
    }

    /** A contact that the base query selects; attributes are JSON with single quotes. */
    static ObjectNode contact(String id, String attributes, String updated) {
        try {
            ObjectNode contact = VendorView.JSON.createObjectNode();
            contact.put("id", id).put("name", "CANARY-NAME-" + id).put("phone", "+1555CANARY" + id);
            contact.put("email", "canary-mail-" + id + "@example.invalid").put("status", "ready");
            contact.set("customAttributes", VendorView.JSON.readTree(attributes.replace('\'', '"')));
            return contact.put("updatedTimestamp", updated);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(attributes, e);
        }
    }

    private static Set<String> ids(String... ids) {
        return new TreeSet<>(Set.of(ids));
    }
}
