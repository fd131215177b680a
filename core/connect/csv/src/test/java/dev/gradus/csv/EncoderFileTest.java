package dev.gradus.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EncoderFileTest {
    private static final Table TRAINING = Table.of()
            .with("age", 20, Double.NaN, 41.5, 90)
            .with("gre", 380, 660, 800, 640)
            .with("city", "Bonn", "Köln", "\"Rom\"", "Bonn")
            .with("admit", 0, 1, 1, 1);

    private static final Encoder ENCODER = Features.of()
            .missing("age")
            .numbers("age")
            .standardized("gre", "age")
            .oneHot("city")
            .labels("admit")
            .impute(Imputer.median(), "age")
            .unknown("city")
            .fit(TRAINING);

    @TempDir
    private Path folder;

    @Test
    void aLoadedEncoderHasTheBitsOfTheSavedOne() throws IOException {
        Path file = folder.resolve("encoder.json");
        ENCODER.save(file);
        Encoder loaded = Encoder.load(file);
        Table other = Table.of()
                .with("admit", 1, 0)
                .with("city", "Oslo", "\"Rom\"")
                .with("gre", 1, -1e100)
                .with("age", Double.NaN, 0.1);
        for (Table table : new Table[] {TRAINING, other}) {
            Tensor expected = ENCODER.apply(table);
            assertThat(loaded.apply(table)).isEqualTo(expected);
        }
        assertThat(loaded.columns()).isEqualTo(ENCODER.columns());
        assertThat(loaded.mean("gre")).isEqualTo(ENCODER.mean("gre"));
        assertThat(loaded.deviation("gre")).isEqualTo(ENCODER.deviation("gre"));
        assertThat(loaded.imputed("age")).contains("41.5");
        Path again = folder.resolve("again.json");
        loaded.save(again);
        assertThat(again).hasSameTextualContentAs(file);
    }

    @Test
    void theFileCanBeRead() throws IOException {
        Path file = folder.resolve("encoder.json");
        Features.of()
                .numbers("gpa")
                .oneHot("city")
                .unknown("city")
                .fit(TRAINING.with("gpa", 4, 3, 2, 1))
                .save(file);
        assertThat(Files.readString(file)).isEqualTo("""
                {"gradus-encoder": 2, "columns": [
                  {"column":"gpa","kind":"numbers"},
                  {"column":"city","kind":"one-hot","categories":["\\"Rom\\"","Bonn","Köln"],"unknown":true}
                ], "imputed": {}, "checksum": "1c2da75c"}
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | the member 'gradus-encoder' is missing",
                "[] | the text must be an object",
                "{ | JSON: expected '\"', but at character 1 the text ends",
                "{'gradus-encoder':3} | its version is 3.0, but only versions 1 and 2 are known",
                "{'gradus-encoder':1,'columns':[],'imputed':{}} | it has no columns",
                "{'gradus-encoder':1,'columns':[1],'imputed':{}} | a column must be an object",
                "{'gradus-encoder':1,'columns':{},'imputed':{}} | the member 'columns' must be an array",
                "{'gradus-encoder':1,'columns':[@],'imputed':{'x':1}} | the member 'x' of 'imputed' must be a text",
                "{'gradus-encoder':1,'columns':[@],'imputed':{'x':'1'}} | it imputes a column that it does not encode",
                "{'gradus-encoder':2,'columns':[@],'imputed':{}} | the member 'checksum' is missing",
                "{'gradus-encoder':2,'columns':[@],'imputed':{},'checksum':0} | the member 'checksum' must be a text",
                "{'gradus-encoder':2,'columns':[@],'imputed':{},'checksum':''} | it was damaged or edited: its checksum is not that of its content; save the encoder again",
                "{'gradus-encoder':1,'columns':[@],'imputed':{},'checksum':''} | the member 'checksum' is not known",
                "{'gradus-encoder':1,'columns':[@],'imputed':{},'x':1} | the member 'x' is not known",
                "{'gradus-encoder':1,'columns':[{'column':'a','kind':'b'}],'imputed':{}} | the kind 'b' of the column 'a'",
                "{'gradus-encoder':1,'columns':[{'column':'a','kind':'numbers','b':0}],'imputed':{}} | the member 'b' of a column is not known",
                "{'gradus-encoder':1,'columns':[{'column':'a','kind':'standardized','mean':0,'deviation':0}],'imputed':{}} | positive",
                "{'gradus-encoder':1,'columns':[{'column':'a','kind':'standardized','mean':'NaN','deviation':1}],'imputed':{}} | must be finite",
                "{'gradus-encoder':1,'columns':[{'column':'a','kind':'labels','categories':['b','b'],'unknown':false}],'imputed':{}} | different texts",
                "{'gradus-encoder':1,'columns':[{'column':'a','kind':'labels','categories':[],'unknown':false}],'imputed':{}} | no categories",
                "{'gradus-encoder':1,'columns':[{'column':'a','kind':'labels','categories':['b'],'unknown':0}],'imputed':{}} | true or false"
            },
            quoteCharacter = '`')
    void whatIsWrongIsNamed(String json, String reason) throws IOException {
        Path file = folder.resolve("wrong.json");
        Files.writeString(
                file, json.replace("@", "{'column':'a','kind':'numbers'}").replace('\'', '"'));
        assertThatThrownBy(() -> Encoder.load(file))
                .isInstanceOf(CsvException.class)
                .hasMessageStartingWith(file + " is not the file of an encoder: ")
                .hasMessageContaining(reason);
    }

    /** A file that was written before there were checksums. */
    @Test
    void aFileOfVersion1IsLoaded() throws Exception {
        Encoder loaded = Encoder.load(Path.of(
                EncoderFileTest.class.getResource("encoder-version-1.json").toURI()));
        assertThat(loaded.toJson()).isEqualTo(ENCODER.toJson());
    }

    /** The checksum covers the content, so line ends and spaces may differ. */
    @Test
    void anotherLayoutOfTheSameContentIsLoaded() {
        String json = ENCODER.toJson().replace("\n", "\r\n").replace(":620,", ": 6.2e2, ");
        assertThat(json).contains(": 6.2e2, ");
        assertThat(Encoder.ofJson(json).toJson()).isEqualTo(ENCODER.toJson());
    }

    /** The file is refused whatever byte is changed and wherever it is cut, unless it still has the same content. */
    @Test
    void noOtherContentIsAccepted() throws IOException {
        Path file = folder.resolve("encoder.json");
        ENCODER.save(file);
        byte[] content = Files.readAllBytes(file);
        for (int i = 0; i < content.length; i++) {
            for (int changed : new int[] {content[i] ^ 1, content[i] ^ 0x80, '"', '{', ']', '0', ' '}) {
                byte[] other = content.clone();
                other[i] = (byte) changed;
                refusedOrSame(other);
            }
            refusedOrSame(Arrays.copyOf(content, i));
        }
        Random random = new Random(1);
        int refused = 0;
        for (int mutant = 0; mutant < 500; mutant++) {
            byte[] other = content.clone();
            for (int change = random.nextInt(4); change >= 0; change--) {
                int from = random.nextInt(other.length), to = random.nextInt(other.length);
                if (random.nextBoolean()) {
                    other[to] = other[from];
                } else {
                    other[to] = (byte) random.nextInt(256);
                }
            }
            refused += refusedOrSame(other) ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(450);
    }

    private static boolean refusedOrSame(byte[] content) {
        try {
            assertThat(EncoderFile.read("changed.json", content).toJson()).isEqualTo(ENCODER.toJson());
            return false;
        } catch (CsvException refused) {
            assertThat(refused).hasMessageStartingWith("changed.json is not the file of an encoder: ");
            return true;
        }
    }

    @Test
    void whatAnEncoderDoesNotHaveIsNamed() {
        assertThatThrownBy(() -> ENCODER.mean("city"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Encoder: the column 'city' is not standardized; the columns of numbers are"
                        + " age=missing, age, gre,");
        assertThatThrownBy(() -> ENCODER.categories("gre")).hasMessageContaining("'gre' has no categories;");
        assertThat(ENCODER.imputed("gre")).isEmpty();
        assertThatThrownBy(() -> Encoder.load(folder.resolve("none.json"))).isInstanceOf(NoSuchFileException.class);
    }
}
