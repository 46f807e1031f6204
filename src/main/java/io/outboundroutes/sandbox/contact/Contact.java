package io.outboundroutes.sandbox.contact;

import com.fasterxml.jackson.core.JsonGenerator;
import io.outboundroutes.sandbox.query.Fields;
import java.io.IOException;

/** A contact as the store serves it. Immutable. */
public interface Contact extends Fields {

    /** The contact's id; empty when a test put one without. */
    String id();

    /**
     * Writes it as JSON.
     *
     * @throws IOException when the generator cannot write
     */
    void writeTo(JsonGenerator generator) throws IOException;
}
