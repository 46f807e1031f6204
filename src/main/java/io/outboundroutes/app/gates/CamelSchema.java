package io.outboundroutes.app.gates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;

/** The schema of Camel's YAML language, as the camel-yaml-dsl jar ships it. Loaded on first use; thread-safe. */
final class CamelSchema {

    private static final String RESOURCE = "/schema/camelYamlDsl.json";

    private final JsonNode tree;
    private final JsonSchema schema;

    private CamelSchema(JsonNode tree) {
        this.tree = tree;
        // Routes nest steps in steps. A validator kept for each way that leads to a reference grows with every file
        // that
        // is checked, to hundreds of megabytes with five workflows.
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().cacheRefs(false).build();
        this.schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(tree, config);
    }

    static CamelSchema instance() {
        return Holder.INSTANCE;
    }

    Set<ValidationMessage> validate(JsonNode file) {
        return schema.validate(file);
    }

    /** The keys that were allowed where this message says that one was not. */
    List<String> allowedKeys(ValidationMessage message) {
        String fragment = Objects.toString(message.getSchemaLocation().getFragment(), "");
        int last = fragment.lastIndexOf('/');
        JsonNode properties =
                tree.at(last < 0 ? "" : fragment.substring(0, last)).path("properties");
        return StreamSupport.stream(((Iterable<String>) properties::fieldNames).spliterator(), false)
                .sorted()
                .toList();
    }

    private static CamelSchema load() {
        try (InputStream in = CamelSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path; camel-yaml-dsl is missing");
            }
            JsonNode tree = new ObjectMapper().readTree(in);
            // A word of later drafts, of which the validator would warn in the log at each start.
            tree.findParents("deprecated").stream()
                    .filter(p -> p.path("deprecated").isBoolean())
                    .forEach(p -> ((ObjectNode) p).remove("deprecated"));
            return new CamelSchema(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Holder {
        private static final CamelSchema INSTANCE = load();
    }
}
