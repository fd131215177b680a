package dev.gradus.playground.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pasted tables. */
class CsvTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b,y\n1,2,3\n4,5,6",
                "a;b;y\r\n1;2;3\r\n\r\n4;5;6\n",
                "\ufeffa\tb\ty\n1\t2\t3\n4\t5\t6",
                "\"a\",\"b\",\"y\"\n1, 2,3\n4,5e0,+6."
            })
    void columns(String text) {
        CsvText csv = CsvText.read(text);
        assertThat(csv.names()).containsExactly("a", "b", "y");
        assertThat(csv.rows()).isEqualTo(2);
        assertThat(csv.column("b")).containsExactly(2, 5);
    }

    @Test
    void withoutNames() {
        CsvText csv = CsvText.read("1 2 3\n 4  5 6");
        assertThat(csv.names()).isEqualTo(List.of("x1", "x2", "y"));
        assertThat(csv.column(2)).containsExactly(3, 6);
    }

    @Test
    void aDecimalCommaBetweenSemicolons() {
        assertThat(CsvText.read("0,5;−1,5\n1;2").column(1)).containsExactly(-1.5, 2);
    }

    @Test
    void messages() {
        says("a,y\n1,2\n3,four", "Line 3, column 2: “four” is not a number.");
        says("1,2\n3,", "Line 2, column 2: the cell is empty.");
        says("1,2\n3,4,5", "Line 2 has 3 cells, but the first has 2.");
        says("a,b\n1,2,3", "Line 2 has 3 cells, but the first has 2.");
        says("", "This text contains no numbers. Paste lines such as 0.5, 1.2, 1.");
        says("1\n2", "One column is not enough: the last column is the target and the others are features.");
        says("1,2\n3,1e999", "Line 2, column 2: “1e999” is not a number.");
        says("1,2\n".repeat(5001), "A table can have at most 5000 rows.");
    }

    private static void says(String text, String message) {
        assertThatThrownBy(() -> CsvText.read(text))
                .isInstanceOf(CsvText.CsvProblem.class)
                .hasMessage(message);
    }

    @Property(tries = 300)
    void anyTextIsATableOrAProblem(@ForAll String text) {
        try {
            assertThat(CsvText.read(text).rows()).isPositive();
        } catch (CsvText.CsvProblem problem) {
            assertThat(problem.getMessage()).endsWith(".");
        }
    }
}
