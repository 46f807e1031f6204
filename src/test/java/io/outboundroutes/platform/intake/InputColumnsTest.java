package io.outboundroutes.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.outboundroutes.workflow.contacts.RowReader;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputColumnsTest {

    private static final InputColumns CONTACTS =
            new InputColumns(RowReader.COLUMNS, Set.of(RowReader.METADATA_COLUMN), RowReader.REQUIRED);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            another language      | id,nome                    | in.csv: columns id, nome are unknown (did you mean name?); externalContactId, name are missing; known are externalContactId, name, voice
            one misspelt          | external_contactid,name    | column external_contactid is unknown
            what may follow       | name,metadata.region       | in.csv: externalContactId is missing; known are
            and begins so         | id,name                    | requestId, metadata.…
            """)
    void aHeaderUnderWhichNoRowCanBeTakenIsRefusedBeforeTheFirstRow(String name, String header, String said) {
        assertThatThrownBy(() -> rows(header + "\nEXT-1,Jane Doe\n"))
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining(said)
                .hasMessageNotContaining("Jane");
    }

    @Test
    void aFileWithoutAHeaderIsNotQuoted() {
        assertThatThrownBy(() -> rows("EXT-1,Jane,+15551234567\nEXT-2,John,+15551234568\n"))
                .hasMessageContaining("the first line is no header")
                .hasMessageNotContaining("Jane")
                .hasMessageNotContaining("EXT-1");
    }

    @Test
    void con1_all10_aColumnThatIsThereTwiceIsRefusedForNobodyKnowsWhichOneIsMeant() {
        assertThatThrownBy(() -> {
                    InputRows read =
                            rows("externalContactId,name,voice,,,voice\nEXT-1,Jane,+15551234567,,,+15559999999\n");
                    read.next();
                })
                .isInstanceOf(InputProblem.class)
                .hasMessageContaining("column 6 of the header has the name of one before it")
                .hasMessageNotContaining("voice");
        assertThat(rows("externalContactId,name,voice,,\nEXT-1,Jane,+15551234567,,\n"))
                .hasNext();
    }

    @Test
    void everyRowIsStillThereAfterTheHeaderWasRead() {
        assertThat(rows("external_contact_id,name,note\nEXT-1,A,x\nEXT-2,B,y\n"))
                .toIterable()
                .hasSize(2)
                .first()
                .isEqualTo("{\"external_contact_id\":\"EXT-1\",\"name\":\"A\",\"note\":\"x\"}");
        assertThat(rows("[{\"id\":1}]")).hasNext();
        assertThatThrownBy(() -> rows("id,nome\n")).hasMessageContaining("columns id, nome are unknown");
    }

    private static InputRows rows(String text) {
        return InputRows.of(
                        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                        text.startsWith("[") ? "in.json" : "in.csv")
                .expecting(CONTACTS);
    }
}
