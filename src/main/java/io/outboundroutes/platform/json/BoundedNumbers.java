package io.outboundroutes.platform.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Refuses numbers of few characters that are large all the same: {@code 1e999999999} in plain notation is a gigabyte of
 * noughts.
 */
final class BoundedNumbers extends JsonParserDelegate {

    private static final int MAX_SCALE = 1000;

    BoundedNumbers(JsonParser parser) {
        super(parser);
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
        BigDecimal value;
        try {
            value = super.getDecimalValue();
        } catch (NumberFormatException | ArithmeticException e) {
            throw new StreamConstraintsException("exponent", currentLocation());
        }
        if (Math.abs((long) value.scale()) > MAX_SCALE) {
            throw new StreamConstraintsException("exponent", currentLocation());
        }
        return value;
    }
}
