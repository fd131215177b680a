package dev.gradus.explorer;

import static dev.gradus.explorer.Gallery.families;
import static dev.gradus.explorer.Gallery.pages;
import static dev.gradus.explorer.Screen.LAPTOP;
import static dev.gradus.explorer.Screen.LARGE;
import static dev.gradus.explorer.Screen.LECTURE;
import static dev.gradus.explorer.Screen.PHONE;
import static dev.gradus.explorer.Screen.PROJECTOR;
import static dev.gradus.explorer.Screen.USUAL;

import java.util.Collection;
import java.util.List;

/** What is looked for at the steps of which pages, on which screens; how, a function of looks.js says. */
enum Look {
    LESSON_SCROLLS("pageScrolls", List.of("and"), LECTURE, Steps.ALL_AT_ALL_DEPTHS),
    LESSON_IS_CUT_OFF("partsAreCutOff", List.of("and"), LECTURE, Steps.ALL_AT_ALL_DEPTHS),
    PAGE_SCROLLS("pageScrolls", pages(), List.of(LAPTOP, PROJECTOR), Steps.ALL),
    PHASES(
            "phases",
            List.of("and", "two-layers", "recurrent", "training"),
            List.of(LAPTOP, PROJECTOR, LARGE, PHONE),
            Steps.ALL),
    /** Where the time line is too long, the name of the current phase and the current dot are seen. */
    CURRENT_PHASE("currentPhase", List.of("recurrent"), List.of(PROJECTOR, PHONE), Steps.ALL),
    SIGNS_OF_THE_TIME_LINE("signsOfTheTimeLine", List.of("recurrent", "two-layers"), USUAL, Steps.ALL),
    LABELS("labels", pages(), USUAL, Steps.LAST),
    /** All of a picture is seen where it can be. */
    PICTURE(
            "picture",
            List.of("and", "admissions", "two-layers", "not-a-number", "blamed"),
            List.of(LAPTOP),
            Steps.ALL),
    PARTS_OF_THE_STEP(
            "partsOfTheStep", List.of("two-layers", "recurrent", "thirty-nodes", "fan-out"), USUAL, Steps.ALL),
    HATCHES("hatches", List.of("not-a-number"), List.of(LAPTOP), Steps.ALL),
    /** Single gradients say their number. */
    GRADIENT_OF_THE_OBJECTIVE("gradientOfTheObjective", pages(), List.of(LAPTOP), Steps.LAST),
    CELLS("cells", pages(), USUAL, Steps.ALL),
    COLUMNS_OF_A_PRODUCT("columnsOfAProduct", pages(), USUAL, Steps.ALL),
    /** Pictures and panes leave no room that the other needs. */
    ROWS_HAVE_THE_ROOM_THERE_IS("rowsHaveTheRoomThereIs", pages(), List.of(LAPTOP, PROJECTOR), Steps.ALL),
    PICTURE_HAS_THE_ROOM_THERE_IS("pictureHasTheRoomThereIs", pages(), List.of(LAPTOP, PROJECTOR), Steps.ALL),
    /** Nothing moves between the beats of an op. */
    STANDS_STILL("standsStill", pages(), List.of(LAPTOP, PROJECTOR), Steps.ALL),
    BUTTONS_OF_PANES("buttonsOfPanes", pages(), USUAL, Steps.ALL),
    /** Signs are seen on a phone. */
    SIGNS_ON_GRIDS("signsOnGrids", List.of("and", "two-layers"), List.of(PHONE), Steps.ALL),

    FITS_AND_HAS_ITS_SENTENCE("fitsAndHasItsSentence", families(), List.of(PROJECTOR), Steps.ALL),
    CELLS_OF_FAMILIES("cells", families(), USUAL, Steps.ALL),
    /** Numbers of columns stay in their heads; a closer drawing must not leave remnants. */
    HEADS("heads", families(), USUAL, Steps.ALL),
    /** A phone is never scrolled sideways. */
    SCROLLS_SIDEWAYS(
            "scrollsSideways",
            List.of("batch-matmul", "broadcast-both", "gather", "max", "mean", "moved", "rank-three"),
            List.of(PHONE),
            Steps.ALL),
    PRODUCT_ON_A_PHONE("productOnAPhone", List.of("matmul", "batch-matmul", "large"), List.of(PHONE), Steps.ALL),
    /** What is too wide is set smaller and then broken; nothing is out of sight. */
    FORMULAS("formulas", families(), List.of(PROJECTOR), Steps.LAST_AT_ALL_DEPTHS),
    /** Code is seen in whole lines. */
    LINES_OF_CODE("linesOfCode", families(), List.of(PROJECTOR), Steps.ALL),
    NAMES_OF_SHEETS("namesOfSheets", List.of("batch-matmul", "rank-three", "joined"), List.of(LAPTOP), Steps.ALL),
    JOINS_FIT(
            "joinsFit",
            List.of("joined", "joined-rows", "joined-sheets", "joined-large"),
            List.of(PROJECTOR),
            Steps.ALL),
    /** Arrows down begin in the middle of their parts. */
    ARROWS_OF_JOINS(
            "arrowsOfJoins", List.of("joined-rows", "joined-sheets", "joined-large"), List.of(LAPTOP), Steps.ALL),
    /** Parts and their captions stand apart. */
    PARTS_LIE_ON_PARTS(
            "partsLieOnParts", List.of("joined", "joined-rows", "joined-sheets"), List.of(LAPTOP), Steps.ALL),
    SUMS_ARE_CUT_OFF("sumsAreCutOff", families(), List.of(PROJECTOR), Steps.ALL),
    /** Every cell of every result: what is written under the grids gives the number in the cell. */
    GAP_OF_SUMS("gapOfSums", families(), List.of(PROJECTOR), Steps.LAST);

    /** Which steps, and at how many depths of the mathematics. */
    enum Steps {
        ALL(1, false),
        ALL_AT_ALL_DEPTHS(3, false),
        LAST(1, true),
        LAST_AT_ALL_DEPTHS(3, true);

        final int depths;
        final boolean onlyLast;

        Steps(int depths, boolean onlyLast) {
            this.depths = depths;
            this.onlyLast = onlyLast;
        }
    }

    final String function;
    final Collection<String> pages;
    final List<Screen> screens;
    final Steps steps;

    Look(String function, Collection<String> pages, List<Screen> screens, Steps steps) {
        this.function = function;
        this.pages = pages;
        this.screens = screens;
        this.steps = steps;
    }

    boolean isAt(String page, Screen screen) {
        return pages.contains(page) && screens.contains(screen);
    }
}
