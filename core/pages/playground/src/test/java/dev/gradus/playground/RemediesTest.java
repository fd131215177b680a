package dev.gradus.playground;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.playground.link.Example;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever makes one mistake gets a program that runs by clicks on remedies alone, and the first remedies restore the shapes. */
class RemediesTest {
    private static final List<String> OTHERS =
            List.of("and", "xor", "circles", "spirals", "wave", "vanishing", "attention", "characters");

    /** Nobody can know what a lost formula was, or what a further argument meant: there may be no remedy. */
    private static final Set<String> UNKNOWABLE = Set.of("a line that is missing", "an argument too many");

    /**
     * Mistakes after which another loss is what the lines say: a sum, a mean of squares without ½, a bounded logarithm, a second
     * value of a name.
     */
    private static final Set<String> OF_OTHER_LOSS = Set.of(
            "a line that is missing",
            "a name that is taken",
            "a loss that is not one number",
            "a sum onto the loss",
            "a logarithm of negative numbers");

    /** The number of clicks that a mistake may take. */
    private static final int MOST_CLICKS = 3;

    static Stream<String> mistakes() {
        return Mistakes.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void clicksCureIt(String mistake) {
        assertThat(uncured(mistake, List.of("decay"))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    @Tag("long")
    void clicksCureItInOtherLessons(String mistake) {
        assertThat(uncured(mistake, OTHERS)).isEmpty();
    }

    @Test
    void theFirstClickRestoresTheLoss() {
        assertThat(changed(List.of("decay", "attention"))).isEmpty();
    }

    @Test
    @Tag("long")
    void theFirstClickRestoresTheLossOfOtherLessons() {
        assertThat(changed(OTHERS)).isEmpty();
    }

    /** What first clicks make of programs whose loss they change. */
    private static List<String> changed(List<String> lessons) {
        List<String> changed = new ArrayList<>();
        for (String lesson : lessons) {
            String program = Example.of(lesson).orElseThrow().program();
            Session session = new Session();
            double meant = Answers.of(session.example(lesson)).object("status").number("loss");
            Mistakes.all().forEach((mistake, make) -> {
                for (String wrong : OF_OTHER_LOSS.contains(mistake) ? List.<String>of() : make.apply(program)) {
                    Answers answer = Answers.of(session.lines(wrong));
                    List<Answers> remedies = answer.truth("ok")
                            ? List.of()
                            : answer.object("error").objects("remedies");
                    Answers now = remedies.isEmpty()
                            ? answer
                            : Answers.of(session.lines(remedies.get(0).text("program")));
                    if (!remedies.isEmpty()
                            && now.truth("ok")
                            && now.object("status").number("loss") != meant) {
                        changed.add(mistake + "\n" + wrong + ">>> "
                                + remedies.get(0).text("label"));
                    }
                }
            });
        }
        return changed;
    }

    @Test
    void thereAreThirtyKindsOfMistakes() {
        assertThat(Mistakes.all()).hasSizeGreaterThan(30);
        List<String> unmade = Mistakes.all().keySet().stream()
                .filter(mistake -> Stream.concat(Stream.of("decay"), OTHERS.stream())
                        .allMatch(lesson -> Mistakes.all()
                                .get(mistake)
                                .apply(Example.of(lesson).orElseThrow().program())
                                .isEmpty()))
                .toList();
        assertThat(unmade).isEmpty();
    }

    /** The programs with this mistake that clicks on the first remedies do not cure. */
    private static String uncured(String mistake, List<String> lessons) {
        StringBuilder uncured = new StringBuilder();
        for (String lesson : lessons) {
            String program = Example.of(lesson).orElseThrow().program();
            Session session = new Session();
            Map<String, String> shapes = shapes(Answers.of(session.example(lesson)));
            for (String wrong : Mistakes.all().get(mistake).apply(program)) {
                Answers answer = Answers.of(session.lines(wrong));
                if (!answer.truth("ok")) {
                    uncured.append(uncured(mistake, session, answer, shapes, wrong));
                }
            }
        }
        return uncured.toString();
    }

    /** What happens when one clicks on the first remedy, again and again; empty if that restores the shapes of all lines. */
    private static String uncured(
            String mistake, Session session, Answers first, Map<String, String> shapes, String wrong) {
        StringBuilder story = new StringBuilder("\n--- " + wrong);
        Answers answer = first;
        for (int click = 0; click < MOST_CLICKS && !answer.truth("ok"); click++) {
            Answers error = answer.object("error");
            story.append("\n>>> line ")
                    .append(error.whole("line") + 1)
                    .append(": ")
                    .append(error.text("message"));
            List<Answers> remedies = error.objects("remedies");
            if (remedies.isEmpty() && UNKNOWABLE.contains(mistake)) {
                return "";
            }
            if (remedies.isEmpty()) {
                return story.append(" NO REMEDY\n").toString();
            }
            remedies.forEach(
                    remedy -> story.append(" [").append(remedy.text("label")).append("]"));
            answer = Answers.of(session.lines(remedies.get(0).text("program")));
        }
        if (!answer.truth("ok") && mistake.equals("a line that is missing")) {
            return "";
        }
        if (!answer.truth("ok")) {
            return story.append(" NOT CURED\n").toString();
        }
        Map<String, String> now = shapes(answer);
        now.keySet().retainAll(shapes.keySet());
        Map<String, String> before = new HashMap<>(shapes);
        before.keySet().retainAll(now.keySet());
        boolean isLost = mistake.equals("a line that is missing");
        return (isLost || now.equals(before)) && answer.whole("learned") > 0
                ? ""
                : story.append(" OTHER SHAPES\n" + answer.text("program") + now + before)
                        .toString();
    }

    private static Map<String, String> shapes(Answers answer) {
        Map<String, String> shapes = new HashMap<>();
        answer.objects("lines")
                .forEach(line ->
                        line.objects("names").forEach(name -> shapes.put(name.text("name"), name.text("size"))));
        return shapes;
    }
}
