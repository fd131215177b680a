package dev.gradus.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Tables that are made in code. */
class TableTest {
    private static final Table TABLE =
            Table.of().with("gre", 380, 0.1, Double.NaN).with(" city ", " Bonn", "", "Köln");

    @Test
    void columnsAreGivenByName() {
        assertThat(TABLE.names()).containsExactly("gre", "city");
        assertThat(TABLE.rows()).isEqualTo(3);
        assertThat(TABLE.texts("gre")).containsExactly("3.8E2", "0.1", "");
        assertThat(TABLE.texts("city")).containsExactly("Bonn", "", "Köln");
        assertThat(TABLE).hasToString("table: 3 rows of gre, city");
        assertThat(TABLE.select(2, 0).texts("city")).containsExactly("Köln", "Bonn");
        assertThat(Table.of().rows()).isEqualTo(0);
    }

    @Test
    void aMatrixBecomesColumns() {
        Tensor matrix = Tensor.of(new double[][] {{1, Math.PI}, {-0.0, 1e-300}});
        Table table = Table.of(matrix, "a", "b");
        assertThat(table.tensor("a", "b")).isEqualTo(matrix);
        assertThat(table.with("c", "x", "y").tensor("b", "a").shape().sizes()).containsExactly(2, 2);
    }

    @Test
    void aMistakeIsNamed() {
        assertThatThrownBy(() -> TABLE.with("gre", 1, 2, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Table: the column's name 'gre' is there already; choose another one");
        assertThatThrownBy(() -> TABLE.with(" ", 1, 2, 3)).hasMessage("Table: the column's name '' is empty");
        assertThatThrownBy(() -> TABLE.with("rank", 1, 2))
                .hasMessage("Table: the column 'rank' has 2 fields, but 'gre' has 3");
        assertThatThrownBy(() -> Table.of().with("x", 1, Double.POSITIVE_INFINITY))
                .hasMessage("Table: the column 'x' has an infinite number");
        assertThatThrownBy(() -> Table.of(Tensor.zeros(2, 3), "a", "b"))
                .hasMessage(
                        "Table: 2 columns are named, so the tensor must have the shape (rows, 2), but it is (2, 3)");
        assertThatThrownBy(() -> Table.of(Tensor.zeros(2), "a")).hasMessageEndingWith("but it is (2)");
        assertThatThrownBy(() -> TABLE.numbers("age"))
                .isInstanceOf(CsvException.class)
                .hasMessage("table: there is no column 'age' among gre, city");
        assertThatThrownBy(() -> TABLE.select(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
