package io.outboundroutes.sandbox.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.outboundroutes.sandbox.query.Matching;
import io.outboundroutes.sandbox.query.Timestamps;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContactGeneratorTest {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(new JsonNodeFactory(true))
            .build();
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String BASE =
            "status:ready AND customAttribute1:premium AND updatedTimestamp:[2023-01-01T00:00:00.000Z TO *]";

    @Test
    void theSameSeedAndTimeGiveTheSameBytes() throws Exception {
        assertThat(text(new ContactGenerator(42, NOW), 1000)).isEqualTo(text(new ContactGenerator(42, NOW), 1000));
        assertThat(text(new ContactGenerator(43, NOW), 1000)).isNotEqualTo(text(new ContactGenerator(42, NOW), 1000));
    }

    /** Pinned, so that a change of the generator is noticed by those who rely on its contacts. */
    @Test
    void theFirstContactIsKnown() throws Exception {
        JsonNode contact = JSON.readTree(text(new ContactGenerator(42, NOW), 1));
        assertThat(contact.path("name").asText()).isEqualTo("CANARY-NAME-000000");
        assertThat(contact.path("phone").asText()).isEqualTo("+1555CANARY000000");
        assertThat(contact.path("email").asText()).isEqualTo("canary-mail-000000@example.invalid");
        assertThat(contact.path("id").asText())
                .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    }

    @Test
    void aFieldAskedForIsTheFieldWritten() throws Exception {
        ContactGenerator generator = new ContactGenerator(42, NOW);
        for (int i = 0; i < 500; i++) {
            Contact contact = generator.contact(i);
            JsonNode json = JSON.readTree(text(contact));
            json.fieldNames()
                    .forEachRemaining(name -> assertThat(String.valueOf(contact.field(name)))
                            .isEqualTo(json.get(name).toString()));
            json.path("customAttributes")
                    .fieldNames()
                    .forEachRemaining(name -> assertThat(String.valueOf(contact.field(name)))
                            .isEqualTo(json.path("customAttributes").get(name).toString()));
            assertThat(contact.updatedMillis()).isEqualTo(Timestamps.of(json.get("updatedTimestamp")));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 20_000})
    void theBaseQuerySelectsMostContactsInAModestNumberOfGroupsOfEveryAge(int count) {
        ContactGenerator generator = new ContactGenerator(42, NOW);
        ContactStore store = new ContactStore(generator, count, Matching.DEFAULT);
        assertThat(store.count(BASE)).isBetween(count * 8 / 10, count * 9 / 10);

        Set<String> groups = new HashSet<>();
        Set<Long> ages = new HashSet<>();
        for (Contact contact : store.page(BASE, Sort.NEWEST_FIRST, 1, count).contacts()) {
            groups.add((contact.field("region") + "/" + contact.field("product_tier"))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("\\s|\\\\t", ""));
            ages.add(Duration.between(Instant.ofEpochMilli(contact.updatedMillis()), NOW)
                    .toDays());
        }
        assertThat(groups).hasSizeBetween(35, 45);
        assertThat(groups)
                .contains("\"gold\"/\"emea\"", "\"emea\"/\"gold\"", "\"a\"/\"b|c\"", "\"a|b\"/\"c\"")
                .contains("null/null", "[\"emea\",\"amer\"]/\"gold\"", "\"emea\"/7", "\"emea\"/1.50", "\"apac\"/true");
        assertThat(ages).contains(0L, 1L, 3L, 15L);
        assertThat(generator.contact(0).updatedMillis()).isLessThan(NOW.toEpochMilli());
    }

    private static String text(ContactGenerator generator, int count) throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < count; i++) {
            all.append(text(generator.contact(i)));
        }
        return all.toString();
    }

    private static String text(Contact contact) throws Exception {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            contact.writeTo(json);
        }
        return text.toString();
    }
}
