package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every function of docs/operations.md can be typed, or it is said here why not. */
class LibraryTest {
    private static final Path PAGE = Path.of("../../../docs/operations.md");
    private static final Pattern NAME = Pattern.compile("`(?:new )?(?:[A-Za-z]+\\.)*([A-Za-z0-9_]+)\\(");

    private static final Map<String, String> NOT = Map.ofEntries(
            Map.entry("Dropout", "draws anew at each step, by a number that only a training loop counts"),
            Map.entry("training", "of BatchNorm has three results and statistics that outlive the step"),
            Map.entry("prediction", "as training"),
            Map.entry("next", "of LSTM and GRU cells: layers with parameters of their own"),
            Map.entry("of", "of Reduction and Custom: reduction=\"sum\" and grad f: say it"),
            Map.entry("over", "of Scan takes a Java function"),
            Map.entry("carry", "of While takes Java functions"),
            Map.entry("root", "of Implicit takes a Java function"),
            Map.entry("fixedPoint", "of Implicit takes a Java function"),
            Map.entry("loop", "of Scan takes a Java function"),
            Map.entry("output", "of Scan takes a Java function"),
            Map.entry("withGradient", "takes a Java function; grad f: is the language's way"),
            Map.entry("TextbookForm", "is what a rule is made of"),
            Map.entry("InverseGaps", "is what a rule is made of"),
            Map.entry("SpectralGradient", "is what a rule is made of"),
            Map.entry("GammaDensityBroadcast", "is what a rule is made of"),
            Map.entry("BetaDensityBroadcast", "is what a rule is made of"),
            Map.entry("CumulativeArgMax", "is what a rule is made of"),
            Map.entry("ArgMode", "is what a rule is made of"),
            Map.entry("ArgMaxPool", "is what a rule is made of"),
            Map.entry("DropoutMask", "draws anew at each step, by a number that only a training loop counts"));

    private static List<String> functions() throws IOException {
        List<String> functions = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| `")) {
                Matcher names = NAME.matcher(line.substring(0, line.indexOf(" | ", 2)));
                while (names.find()) {
                    functions.add(names.group(1));
                }
            }
        }
        return functions;
    }

    @Test
    void everyFunctionCanBeTyped() throws IOException {
        List<String> functions = functions();
        assertThat(functions).hasSizeGreaterThan(290);
        functions.removeIf(
                name -> NOT.containsKey(name) || Library.find("", name).isPresent() || InitialValues.has(name));
        assertThat(functions)
                .as("in docs/operations.md: add them to the Dialect of their family, or a reason here")
                .isEmpty();
    }

    @Test
    void eachReasonIsOfAFunctionThatIsNotThere() throws IOException {
        Set<String> reasons = new TreeSet<>(NOT.keySet());
        reasons.removeAll(functions());
        assertThat(reasons).as("are no functions any more").isEmpty();
        assertThat(NOT.keySet())
                .filteredOn(name -> Library.find("", name).isPresent())
                .isEmpty();
    }

    @Test
    void namesThatDifferByCapitalsAreFoundIfThereIsOne() {
        assertThat(Library.find("", "log_sum_exp")).isPresent();
        assertThat(Library.find("", "LogSoftmax")).isPresent();
        assertThat(Library.find("", "mseLoss"))
                .as("MseLoss halves, mse_loss does not")
                .isEmpty();
        assertThat(Library.find("torch", "std")).isNotEqualTo(Library.find("np", "std"));
    }
}
