package dev.gradus.playground.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * What docs/operations.md writes in NumPy can be read, or it is said here what keeps a form from being read. Values and graphs
 * are the business of {@link NumpyRoundTripProperties}; this is about the forms of all functions.
 */
class NumpyColumnTest {
    private static final Path PAGE = Path.of("../../../docs/operations.md");

    /** Parts of a form that the language lacks, and why. */
    private static final Map<String, String> NOT = Map.ofEntries(
            Map.entry("lambda ", "a Python function: loops, factorizations with fixed signs, pools"),
            Map.entry(" for ", "a Python loop over rows"),
            Map.entry("sliding_window_view", "windows of an array: conv2d says it"),
            Map.entry("np.array([[True", "an index of truth values: masked_select says it"),
            Map.entry("np.insert(", "edits of an array: withSelected and the like say it"),
            Map.entry("np.isin(", "a search: index_fill says it"),
            Map.entry("np.block(", "block_diag says it"),
            Map.entry("np.meshgrid(", "cartesian_prod says it"),
            Map.entry("pseudo_huber", "pseudoHuber says it"),
            Map.entry("np.linalg.lstsq", "has several results; leastSquares says it"),
            Map.entry("constant(", "a table of indices, which a page gives a name"),
            Map.entry(" steps)", "the steps of a loop"),
            Map.entry("scipy.linalg.lapack", "householder_product says it"),
            Map.entry("np.triu_indices", "pdist says it"),
            Map.entry(".reshape(-1)[", "places of all: take says it"));

    private record Form(String function, String numpy) {}

    private static List<Form> forms() throws IOException {
        List<Form> forms = new ArrayList<>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] cells = line.replace("\\|", "¦").split(" \\| ", -1);
            if (line.startsWith("| `") && cells.length > 3 && cells[cells.length - 2].startsWith("`")) {
                String numpy = cells[cells.length - 2];
                forms.add(new Form(
                        cells[0].substring(2),
                        numpy.substring(1, numpy.length() - 1).replace('¦', '|')));
            }
        }
        return forms;
    }

    private static Optional<String> reason(String numpy) {
        return NOT.keySet().stream().filter(numpy::contains).findFirst();
    }

    @Test
    void everyFormIsReadOrHasAReason() throws IOException {
        List<Form> forms = forms();
        assertThat(forms).hasSizeGreaterThan(250);
        List<String> unread = new ArrayList<>();
        for (Form form : forms) {
            if (reason(form.numpy).isEmpty()) {
                try {
                    Set<String> unknown = unknown(Idioms.read(Parser.expression(form.numpy)));
                    if (!unknown.isEmpty()) {
                        unread.add(form.function + " " + form.numpy + " has " + unknown);
                    }
                } catch (Problem problem) {
                    unread.add(form.function + " " + form.numpy + ": " + problem.sentence());
                }
            }
        }
        assertThat(unread).isEmpty();
    }

    @Test
    void eachReasonIsOfSomeForm() throws IOException {
        List<Form> forms = forms();
        Set<String> reasons = new TreeSet<>(NOT.keySet());
        forms.forEach(form -> reasons.removeIf(form.numpy::contains));
        assertThat(reasons).isEmpty();
    }

    /** The functions in it that are none of the language's. */
    private static Set<String> unknown(Expr expr) {
        Set<String> unknown = new TreeSet<>();
        if (expr instanceof Expr.Call call) {
            String name = last(call.function());
            if (!name.isEmpty() && !Calls.isKnown(name)) {
                unknown.add(name);
            }
        }
        Idioms.children(expr).forEach(child -> unknown.addAll(unknown(child)));
        if (expr instanceof Expr.Mean mean) {
            unknown.addAll(unknown(mean.loss()));
        }
        return unknown;
    }

    private static String last(Expr function) {
        if (function instanceof Expr.Member member) {
            boolean isOfFunction =
                    member.name().equals("reduce") || member.name().equals("accumulate");
            return isOfFunction && member.of() instanceof Expr.Member of
                    ? of.name() + "." + member.name()
                    : member.name();
        }
        return function instanceof Expr.Name name ? name.text() : "";
    }
}
