package dev.gradus.playground.grade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.gradus.playground.grade.ClassList.Entry;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Students and links are found in the tables and files that learning platforms export. */
class ClassListTest {
    /** Moodle: Quiz, Results, Responses, download as CSV. */
    private static final String MOODLE = """
            \ufeff"Last name","First name","Email address",State,"Started on",Completed,"Time taken",Grade/10.00,"Response 1"
            Lovelace,Ada,ada@uni.example,Finished,"29 November 2026, 8:00 PM","29 November 2026, 8:20 PM","20 mins",-,"Here it is:
            https://uni.example/page.html#v=1.AbCdEf.8&1abcdefg"
            Noether,"Emmy ""E"".",emmy@uni.example,Finished,"29 November 2026, 8:00 PM",-,-,-,https://uni.example/page.html#1abcdefghijklmnopqrstuvwxyz
            "Doe","Jo",jo@uni.example,"In progress","29 November 2026, 8:01 PM",-,-,-,-
            """;

    /** Canvas: Quiz Statistics, Student Analysis. */
    private static final String CANVAS = """
            name,id,sis_id,section,section_id,section_sis_id,submitted,attempt,"4711: Paste the link of your page",0.0,n correct,n incorrect,score
            Ada Lovelace,17,s17,Nets,3,n3,2026-11-29 20:20:00 UTC,1,"https://uni.example/page.html#v=1.AbCdEf.8&1abcdefg",0.0,0,1,0.0
            Emmy Noether,18,s18,Nets,3,n3,2026-11-29 20:21:00 UTC,2,https://uni.example/page.html#1abcdefghijklmnopqrstuvwxyz,0.0,0,1,0.0
            """;

    @Test
    void aTableOfMoodle() {
        assertThat(ClassList.read(MOODLE))
                .containsExactly(
                        new Entry("Ada Lovelace", "Here it is:\nhttps://uni.example/page.html#v=1.AbCdEf.8&1abcdefg"),
                        new Entry("Emmy \"E\". Noether", "https://uni.example/page.html#1abcdefghijklmnopqrstuvwxyz"),
                        new Entry("Jo Doe", "-"));
    }

    @Test
    void aTableOfCanvas() {
        assertThat(ClassList.read(CANVAS))
                .containsExactly(
                        new Entry("Ada Lovelace", "https://uni.example/page.html#v=1.AbCdEf.8&1abcdefg"),
                        new Entry("Emmy Noether", "https://uni.example/page.html#1abcdefghijklmnopqrstuvwxyz"));
    }

    @Test
    void otherTablesAndLists() {
        assertThat(ClassList.read("Vorname;Nachname;Datei\r\nAda;Lovelace;ada.gradus\r\n;Noether;emmy.gradus\r\n"))
                .containsExactly(new Entry("Ada Lovelace", "ada.gradus"), new Entry("Noether", "emmy.gradus"))
                .allMatch(Entry::isFileName);
        assertThat(ClassList.read("ada\t#1abcdefghijklmnopqrstuvwxyz\nemmy\t#1bcdefghijklmnopqrstuvwxyza"))
                .extracting(Entry::student)
                .containsExactly("ada", "emmy");
        assertThat(
                        ClassList.read(
                                "https://a.example/p.html#v=1.AbCdEf.8&1abcdefg\n\nhttps://a.example/p.html#lesson=xor&task=loss<0.1;Next,then"))
                .containsExactly(
                        new Entry("line 1", "https://a.example/p.html#v=1.AbCdEf.8&1abcdefg"),
                        new Entry("line 2", "https://a.example/p.html#lesson=xor&task=loss<0.1;Next,then"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassList.read("name,points\nAda,3"))
                .withMessageStartingWith("No column contains links");
    }

    /** Excel may save a table in windows-1252. Decoded as UTF-8, all names with one umlaut would look the same. */
    @Test
    void studentsWhoseNamesAreNotUtf8AreNotMerged() {
        String table = "name;link\nAda;ada.gradus\nGr\u00fcn;a.gradus\nGr\u00e4n;b.gradus\n";
        String decoded = new String(table.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassList.read(decoded))
                .withMessage("The name of student 2, Gr\ufffdn, is not in UTF-8. Save the table as UTF-8, in Excel as"
                        + " CSV UTF-8.");
        assertThat(ClassList.read("name;link;answer\nAda;ada.gradus;\ufffd\n"))
                .containsExactly(new Entry("Ada", "ada.gradus"));
    }

    @ParameterizedTest
    @CsvSource({
        "Ada Lovelace_123456_assignsubmission_file_/xor.gradus, Ada Lovelace",
        "Week 3/Ada Lovelace_123456_assignsubmission_onlinetext_/onlinetext.html, Ada Lovelace",
        "lovelaceada_1234_567890_xor.gradus, lovelaceada",
        "lovelaceada_LATE_1234_567890_xor.gradus, lovelaceada",
        "ada/xor.gradus, ada",
        "ada.gradus, ada",
    })
    void studentsAreNamedByTheirFiles(String path, String student) {
        assertThat(ClassList.student(path)).isEqualTo(student);
    }
}
