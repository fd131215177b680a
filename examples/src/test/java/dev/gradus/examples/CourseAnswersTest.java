package dev.gradus.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.examples.gallery.Exhibit;
import dev.gradus.examples.gallery.Exhibits;
import dev.gradus.explain.Walk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/course/answers.md answers each question of the gallery, and the page of the exhibit shows the numbers of the answer. */
class CourseAnswersTest {
    private static final Pattern NUMBER = Pattern.compile("\\d\\.\\d{4}(?!\\d)");

    @Test
    void everyQuestionIsAnsweredWithNumbersOfItsPage() throws IOException {
        String page = Files.readString(SourceTree.ROOT.resolve("docs/course/answers.md"));
        String[] sections = page.split("\n## ");
        assertThat(sections).hasSize(1 + Exhibits.all().size());
        for (int i = 1; i < sections.length; i++) {
            Exhibit exhibit = Exhibits.all().get(i - 1);
            String section = sections[i].replaceAll("\\s+", " ");
            assertThat(section).startsWith(exhibit.file() + " ");
            assertThat(exhibit.questions())
                    .allSatisfy(question -> assertThat(section).contains("**" + question + "**"));
            assertThat(numbers(walk(exhibit))).as(exhibit.file()).containsAll(numbers(section));
        }
    }

    private static List<String> numbers(String text) {
        return NUMBER.matcher(text).results().map(MatchResult::group).toList();
    }

    private static String walk(Exhibit exhibit) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Walk.of(exhibit.trace()).colored(false).print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
