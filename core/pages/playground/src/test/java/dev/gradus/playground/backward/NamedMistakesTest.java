package dev.gradus.playground.backward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.backward.BackwardPass.Mark;
import dev.gradus.playground.backward.BackwardPass.Verdict;
import dev.gradus.playground.backward.MadeMistakes.Kind;
import dev.gradus.playground.backward.MadeMistakes.Made;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Mistakes of all kinds, made in the lines of all lessons, are named. */
class NamedMistakesTest {
    private static final double LEAST_NAMED = 0.95;

    private record Count(int named, int all) {
        Count and(boolean isNamed) {
            return new Count(named + (isNamed ? 1 : 0), all + 1);
        }
    }

    @Test
    void mistakesAreNamed() {
        Map<String, Map<Kind, Count>> table = new LinkedHashMap<>();
        List<String> missed = new ArrayList<>();
        List<String> accepted = new ArrayList<>();
        int[] named = {0, 0};
        Map<String, Integer> elsewhere = new LinkedHashMap<>();
        Passes.all().forEach((lesson, pass) -> {
            BackwardPass judge = Passes.of(lesson);
            Map<Kind, Count> row = table.computeIfAbsent(lesson, one -> new LinkedHashMap<>());
            for (Made made : MadeMistakes.in(pass)) {
                if (isOneNumber(judge, made)) {
                    continue; // has as many axes as one likes
                }
                List<Verdict> verdicts = judge.judge(made.text(), 0.1).verdicts();
                boolean isOwn = made.wrong().matches("[np] = .*"); // a name of one's own shows where it is used
                Verdict verdict = isOwn
                        ? verdicts.stream()
                                .filter(one -> one.fault().isPresent())
                                .findFirst()
                                .orElseThrow()
                        : verdicts.get(made.line());
                boolean isNamed = verdict.fault()
                        .filter(fault -> made.kind().names.contains(fault.mistake()))
                        .isPresent();
                row.merge(
                        made.kind(),
                        new Count(isNamed ? 1 : 0, 1),
                        (a, b) -> new Count(a.named() + b.named(), a.all() + b.all()));
                named[0] += isNamed ? 1 : 0;
                named[1]++;
                if (!isNamed) {
                    missed.add(lesson + ": " + made.wrong() + " is " + made.kind() + ", but said to be "
                            + verdict.fault()
                                    .map(one -> one.mistake() + " " + one.details())
                                    .orElse("right"));
                }
                if (verdict.mark() == Mark.RIGHT || verdict.mark() == Mark.VALUE) {
                    accepted.add(lesson + ": " + made.wrong());
                }
                for (int i = 0; i < verdicts.size(); i++) {
                    boolean isOther = !isOwn
                            && i != made.line()
                            && verdicts.get(i).fault().isPresent();
                    if (isOther) {
                        elsewhere.merge(
                                lesson + ": " + made.wrong() + " blames "
                                        + verdicts.get(i).line().name(),
                                1,
                                Integer::sum);
                    }
                }
            }
        });
        System.out.println(text(table));
        missed.forEach(System.out::println);
        assertThat(accepted).as("mistakes that are called right").isEmpty();
        assertThat(elsewhere.keySet()).as("right lines that are blamed").isEmpty();
        assertThat((double) named[0] / named[1]).isGreaterThanOrEqualTo(LEAST_NAMED);
    }

    private static boolean isOneNumber(BackwardPass judge, Made made) {
        return made.wrong().contains("keepdims=True")
                && judge.truth()
                        .target(made.wrong().replaceAll(" =.*", ""))
                        .filter(name -> judge.truth().node(name).shape().elements() == 1)
                        .isPresent();
    }

    private static String text(Map<String, Map<Kind, Count>> table) {
        StringBuilder text = new StringBuilder("kind, then named of made in each lesson\n");
        text.append(String.join(" ", table.keySet())).append('\n');
        for (Kind kind : Kind.values()) {
            text.append(String.format("%-20s", kind));
            int named = 0;
            int all = 0;
            for (Map<Kind, Count> row : table.values()) {
                Count count = row.getOrDefault(kind, new Count(0, 0));
                text.append(count.all() == 0 ? "     ·" : String.format(" %2d/%2d", count.named(), count.all()));
                named += count.named();
                all += count.all();
            }
            text.append("   ").append(named).append(" of ").append(all).append('\n');
        }
        return text.toString();
    }
}
