package io.outboundroutes.app.cli;

import io.outboundroutes.app.WorkflowVendors;
import io.outboundroutes.platform.intake.InputColumns;
import io.outboundroutes.platform.intake.InputRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@code --input} names. Stateless. */
final class InputFile {

    private static final String STANDARD_INPUT = "-";

    private InputFile() {}

    /**
     * Makes sure that the input can be read and is wanted.
     *
     * @param input null: none
     * @throws WrongUsage when it is not there, or the workflow takes none
     */
    static void check(@Nullable String input, String workflow, Path routes) {
        if (input == null) {
            return;
        }
        if (!WorkflowVendors.takesInput(routes, workflow)) {
            throw new WrongUsage("The workflow " + workflow + " takes no input; run it without --input");
        }
        if (!input.equals(STANDARD_INPUT) && Files.isDirectory(Path.of(input))) {
            throw new WrongUsage("--input " + input + " is a directory; name the one file that holds the rows");
        }
        if (!input.equals(STANDARD_INPUT) && !Files.isReadable(Path.of(input))) {
            throw new WrongUsage("--input " + input + " is not there or not readable, seen from "
                    + Path.of("").toAbsolutePath());
        }
    }

    /** The input's rows; null without one. */
    static @Nullable InputRows rows(@Nullable String input, InputColumns columns) throws IOException {
        if (input == null) {
            return null;
        }
        InputRows rows = input.equals(STANDARD_INPUT)
                ? InputRows.of(System.in, "standard input")
                : InputRows.of(Files.newInputStream(Path.of(input)), input);
        rows.expecting(columns);
        return rows;
    }
}
