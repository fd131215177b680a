package dev.gradus.csv;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Null as any argument of the public API is refused at once by an exception that says which. */
class NullArgumentsTest {
    @TestFactory
    Stream<DynamicTest> isRefusedByName() throws IOException {
        InputStream in = new ByteArrayInputStream("a\n1\n".getBytes(StandardCharsets.UTF_8));
        Table table = Csv.read("a.csv", in);
        Csv file = Csv.of(Path.of("a.csv"));
        Features features = Features.of().numbers("a");
        Map<String, ThrowingCallable> calls = Map.ofEntries(
                Map.entry("of: file", () -> Csv.of(null)),
                Map.entry("read a path: file", () -> Csv.read(null)),
                Map.entry("read a stream: name", () -> Csv.read(null, in)),
                Map.entry("read a stream: in", () -> Csv.read("a.csv", null)),
                Map.entry("read a stream in a charset: charset", () -> Csv.read("a.csv", in, null)),
                Map.entry("charset of a file: charset", () -> file.charset(null)),
                Map.entry("examples: encoders", () -> file.examples((Encoder[]) null)),
                Map.entry("select: places", () -> table.select((int[]) null)),
                Map.entry("texts: column", () -> table.texts(null)),
                Map.entry("categories: column", () -> table.categories(null)),
                Map.entry("numbers: column", () -> table.numbers(null)),
                Map.entry("tensor: columns", () -> table.tensor((String[]) null)),
                Map.entry("numbers of features: columns", () -> features.numbers((String[]) null)),
                Map.entry("standardized: columns", () -> features.standardized((String[]) null)),
                Map.entry("standardized one: column", () -> features.standardized("a", null)),
                Map.entry("oneHot: column", () -> features.oneHot(null)),
                Map.entry("oneHot with texts: texts", () -> features.oneHot("a", (String[]) null)),
                Map.entry("labels: column", () -> features.labels(null)),
                Map.entry("labels with texts: texts", () -> features.labels("a", (String[]) null)),
                Map.entry("fit a table: training", () -> features.fit((Table) null)),
                Map.entry("fit a file: training", () -> features.fit((Csv) null)),
                Map.entry("missing texts of a file: texts", () -> file.missing((String[]) null)),
                Map.entry("missing: columns", () -> features.missing((String[]) null)),
                Map.entry("impute: imputer", () -> features.impute(null, "a")),
                Map.entry("impute columns: columns", () -> features.impute(Imputer.mean(), (String[]) null)),
                Map.entry("unknown: columns", () -> features.unknown((String[]) null)),
                Map.entry("constant: text", () -> Imputer.constant(null)),
                Map.entry("table of a matrix: matrix", () -> Table.of(null, "a")),
                Map.entry("table of a matrix with names: columns", () -> Table.of(Tensor.zeros(1, 1), (String[]) null)),
                Map.entry("with numbers: numbers", () -> table.with("b", (double[]) null)),
                Map.entry("with texts: texts", () -> table.with("b", (String[]) null)),
                Map.entry("with a name: column", () -> table.with(null, 1)),
                Map.entry("mean: column", () -> features.fit(table).mean(null)),
                Map.entry("imputed: column", () -> features.fit(table).imputed(null)),
                Map.entry("save: file", () -> features.fit(table).save(null)),
                Map.entry("load: file", () -> Encoder.load(null)),
                Map.entry("apply: table", () -> features.fit(table).apply(null)));
        return calls.entrySet().stream()
                .map(call -> DynamicTest.dynamicTest(
                        call.getKey(),
                        () -> assertThatThrownBy(call.getValue())
                                .isInstanceOf(NullPointerException.class)
                                .hasMessageNotContaining("Cannot ")
                                .hasMessageContaining(call.getKey().replaceFirst(".*: ", ""))));
    }
}
