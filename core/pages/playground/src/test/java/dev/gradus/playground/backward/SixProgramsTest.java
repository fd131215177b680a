package dev.gradus.playground.backward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.backward.BackwardPass.Mark;
import dev.gradus.playground.backward.BackwardPass.Verdict;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Backward passes of six programs that are no lessons, as students type them: {@code six-programs.txt} has the programs, the
 * lines that are right in each, further right forms, and wrong lines with the mistakes that may be named.
 */
class SixProgramsTest {
    private static final Set<Mistake> UNNAMED = Set.of(Mistake.NUMBERS, Mistake.SHAPE);

    private record Program(BackwardPass judge, Map<String, String> right, List<String> forms, List<String[]> wrong) {}

    private static List<Program> programs() throws IOException {
        String all;
        try (var file = SixProgramsTest.class.getResourceAsStream("six-programs.txt")) {
            all = new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<Program> programs = new ArrayList<>();
        for (String one : all.split("(?m)^== .*\n")) {
            String[] parts = one.split("(?m)^-- .*\n");
            if (parts.length == 4) {
                Map<String, String> right = new LinkedHashMap<>();
                parts[1].lines().forEach(line -> right.put(line.substring(0, line.indexOf(" =")), line));
                programs.add(new Program(
                        Passes.of(parts[0], data()),
                        right,
                        parts[2].lines().toList(),
                        parts[3].lines().map(line -> line.split(" \\| ")).toList()));
            }
        }
        return programs;
    }

    private static Map<String, Tensor> data() {
        Map<String, Tensor> data = new LinkedHashMap<>();
        data.put(
                "x",
                Tensor.of(new double[][] {{0.2, -1.1}, {1.5, 0.4}, {-0.7, 0.9}, {0.3, 1.2}, {-1.6, -0.5}})
                        .named("n_batch", "n_in"));
        data.put("y", Tensor.of(new double[][] {{1}, {0}, {1}, {1}, {0}}).named("n_batch", "n_out"));
        return data;
    }

    /** The verdict about the last of some lines, after the right lines above the gradient that they are about. */
    private static Verdict verdict(Program program, String lines) {
        String text = lines.replace("; ", "\n");
        String about = text.replaceAll("(?s).*\n", "").replaceAll("[ \\[].*", "");
        StringBuilder before = new StringBuilder();
        for (Map.Entry<String, String> one : program.right().entrySet()) {
            if (one.getKey().equals(about)) {
                break;
            }
            before.append(one.getValue()).append('\n');
        }
        List<Verdict> verdicts = program.judge().judge(before + text, 0.1).verdicts();
        return verdicts.get(verdicts.size() - 1);
    }

    @Test
    void noRightFormIsRefused() throws IOException {
        List<String> refused = new ArrayList<>();
        int count = 0;
        for (Program program : programs()) {
            List<String> all = new ArrayList<>(program.forms());
            program.right().values().forEach(all::add);
            for (String form : all) {
                Verdict verdict = verdict(program, form);
                if (verdict.mark() != Mark.RIGHT) {
                    refused.add(form + ": " + verdict.mark() + " " + verdict.fault());
                }
            }
            count += program.forms().size();
        }
        assertThat(refused).isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(60);
    }

    @Test
    void allWrongLinesAreSeenAndNearlyAllNamed() throws IOException {
        List<String> unseen = new ArrayList<>();
        List<String> unnamed = new ArrayList<>();
        List<String> misnamed = new ArrayList<>();
        int count = 0;
        for (Program program : programs()) {
            for (String[] wrong : program.wrong()) {
                Verdict verdict = verdict(program, wrong[0]);
                Mistake named = verdict.fault().map(Fault::mistake).orElse(Mistake.UNREADABLE);
                String said = String.join(" | ", wrong) + ": " + verdict.mark() + " " + verdict.fault();
                if (verdict.mark() != Mark.WRONG) {
                    unseen.add(said);
                } else if (UNNAMED.contains(named)) {
                    unnamed.add(said);
                } else if (!List.of(wrong[1].split(" ")).contains(named.name())) {
                    misnamed.add(said);
                }
                count++;
            }
        }
        System.out.println(count + " wrong lines, not named: " + unnamed.size() + "\n" + String.join("\n", unnamed));
        assertThat(unseen).isEmpty();
        assertThat(misnamed).isEmpty();
        assertThat(count).isGreaterThanOrEqualTo(120);
        assertThat(unnamed).hasSizeLessThanOrEqualTo(6);
    }
}
