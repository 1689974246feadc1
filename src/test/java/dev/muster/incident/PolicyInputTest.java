package dev.muster.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.platform.JsonRules;
import dev.muster.platform.Problem;
import dev.muster.platform.ProblemException;
import dev.muster.request.Urgency;
import dev.muster.travel.TransportMode;
import java.math.BigDecimal;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyInputTest {

    private final ObjectMapper json = JsonRules.configure(new ObjectMapper());

    private PolicyInput with(String members) throws JsonProcessingException {
        String body = "{\"name\":{\"en\":\"p\"}" + (members.isEmpty() ? "" : "," + members) + "}";
        return json.readValue(body.replace('\'', '"'), PolicyInput.class).withCode("P");
    }

    private PolicySettings settings(String members) throws JsonProcessingException {
        return with(members).checked().settings();
    }

    @Test
    void shouldTakeTheDefaultsForWhatIsAbsent() throws JsonProcessingException {
        assertThat(settings("")).isEqualTo(PolicySettings.DEFAULT);
        assertThat(settings("'version':7")).isEqualTo(PolicySettings.DEFAULT);
        assertThat(settings("'maxSources':null")).isEqualTo(PolicySettings.DEFAULT);
    }

    @Test
    void shouldNameTheUrgenciesThatRequestsHave() {
        assertThat(PolicySettings.URGENCIES)
                .isEqualTo(Arrays.stream(Urgency.values()).map(Enum::name).toList());
    }

    @Test
    void shouldTakeListsWrittenInAnotherOrderAsTheSame() throws JsonProcessingException {
        PolicySettings settings = settings("""
                'modes':['AIR','ROAD'],'belowFloor':{'urgencies':['ROUTINE','STAT'],'levels':['IV','I']},
                'preemption':{'allowed':true,'urgencies':['ROUTINE','URGENT','STAT']}""");
        assertThat(settings.modes()).containsExactly(TransportMode.ROAD, TransportMode.AIR);
        assertThat(settings.belowFloor().urgencies()).containsExactly("STAT", "ROUTINE");
        assertThat(settings.belowFloor().levels()).containsExactly(ResponseLevel.I, ResponseLevel.IV);
        assertThat(settings.preemption().urgencies()).containsExactly("STAT", "URGENT", "ROUTINE");
    }

    @Test
    void shouldTakeAShareWrittenOtherwiseAsTheSame() throws JsonProcessingException {
        String sharing = "'sharing':'KEY_SITES_MINIMUM','keySiteShare':";
        assertThat(settings(sharing + "0.5")).isEqualTo(settings(sharing + "5e-1"));
        assertThat(settings(sharing + "1")).isEqualTo(settings(sharing + "1.000000"));
        assertThat(settings(sharing + "0").keySiteShare()).isEqualTo(BigDecimal.ZERO);
        assertThat(settings(sharing + "0.3333").keySiteShare()).isEqualTo(new BigDecimal("0.3333"));
    }

    @Test
    void shouldLetNobodyGoBelowFloorsOrPreempt() throws JsonProcessingException {
        PolicySettings settings = settings("'belowFloor':{},'preemption':{'allowed':false}");
        assertThat(settings.belowFloor().urgencies()).isEmpty();
        assertThat(settings.belowFloor().levels()).isEmpty();
        assertThat(settings.preemption().allowed()).isFalse();
        assertThat(settings.preemption().urgencies()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'sharing':'KEY_SITES_MINIMUM','keySiteShare':0.0001",
                "'belowFloor':{'urgencies':[],'levels':[]},'preemption':{'allowed':false,'urgencies':[]}",
                "'sourceOrder':'TIER_FIRST','ownStock':'FIRST','modes':['AIR'],'smallestShipment':1000000000000"
            })
    void shouldReadBackWhatIsStored(String members) throws JsonProcessingException {
        PolicySettings settings = settings(members);
        assertThat(json.readValue(json.writeValueAsString(settings), PolicySettings.class))
                .isEqualTo(settings);
    }

    @Test
    void shouldGiveTheNextNumberOnlyToWhatDiffers() throws JsonProcessingException {
        PolicyRecord first = with("").checked().over(null);
        assertThat(first.reference()).isEqualTo("P@1");
        assertThat(with("'maxSources':10").checked().over(first)).isEqualTo(first);
        PolicyRecord second = with("'maxSources':9").checked().over(first);
        assertThat(second.version()).isEqualTo(2);
        assertThat(with("'maxSources':9").checked().over(second).version()).isEqualTo(2);
        assertThat(with("").checked().over(second).version()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'keySiteShare':0.5|keySiteShare|policy.share-unused",
                "'sharing':'PROPORTIONAL','keySiteShare':0.5|keySiteShare|policy.share-unused",
                "'sharing':'KEY_SITES_MINIMUM'|keySiteShare|policy.share-missing",
                "'sharing':'KEY_SITES_MINIMUM','keySiteShare':1.0001|keySiteShare|range",
                "'sharing':'KEY_SITES_MINIMUM','keySiteShare':-0.1|keySiteShare|range",
                "'sharing':'KEY_SITES_MINIMUM','keySiteShare':1e999999|keySiteShare|range",
                "'sharing':'KEY_SITES_MINIMUM','keySiteShare':1e-999999|keySiteShare|policy.share-decimals",
                "'sharing':'KEY_SITES_MINIMUM','keySiteShare':0.33333|keySiteShare|policy.share-decimals",
                "'sharing':'KEY_SITES_MINIMUM','keySiteShare':1.00000000000000000001|keySiteShare|policy.share-decimals",
                "'sharing':'EQUAL'|sharing|one-of",
                "'sharing':'first_come'|sharing|one-of",
                "'sourceOrder':'NEAREST'|sourceOrder|one-of",
                "'ownStock':'ALWAYS'|ownStock|one-of",
                "'modes':[]|modes|required",
                "'modes':['BOAT']|modes[0]|one-of",
                "'modes':[null]|modes[0]|required",
                "'modes':['ROAD','ROAD']|modes[1]|twice",
                "'modes':['ROAD','ROAD','ROAD','ROAD']|modes|too-many",
                "'belowFloor':{'urgencies':['SOON'],'levels':['I']}|belowFloor.urgencies[0]|one-of",
                "'belowFloor':{'urgencies':['STAT'],'levels':['V']}|belowFloor.levels[0]|one-of",
                "'belowFloor':{'urgencies':['STAT'],'levels':['NONE']}|belowFloor.levels[0]|one-of",
                "'belowFloor':{'urgencies':['STAT','STAT'],'levels':['I']}|belowFloor.urgencies[1]|twice",
                "'belowFloor':{'urgencies':['STAT'],'levels':['I','I']}|belowFloor.levels[1]|twice",
                "'belowFloor':{'urgencies':['STAT'],'levels':[]}|belowFloor.levels|policy.urgencies-without-levels",
                "'belowFloor':{'urgencies':['STAT']}|belowFloor.levels|policy.urgencies-without-levels",
                "'belowFloor':{'levels':['I']}|belowFloor.urgencies|policy.levels-without-urgencies",
                "'preemption':{}|preemption.allowed|required",
                "'preemption':{'urgencies':['STAT']}|preemption.allowed|required",
                "'preemption':{'allowed':true}|preemption.urgencies|policy.preemption-by-nobody",
                "'preemption':{'allowed':true,'urgencies':[]}|preemption.urgencies|policy.preemption-by-nobody",
                "'preemption':{'allowed':false,'urgencies':['STAT']}|preemption.urgencies|policy.preemption-not-allowed",
                "'preemption':{'allowed':true,'urgencies':['stat']}|preemption.urgencies[0]|one-of",
                "'preemption':{'allowed':true,'urgencies':['ASAP','ASAP']}|preemption.urgencies[1]|twice",
                "'maxSources':0|maxSources|range",
                "'maxSources':101|maxSources|range",
                "'smallestShipment':0|smallestShipment|range",
                "'smallestShipment':-1|smallestShipment|range",
                "'smallestShipment':1000000000000000|smallestShipment|range",
                "'reservationMinutes':0|reservationMinutes|range",
                "'reservationMinutes':525601|reservationMinutes|range",
                "'explainedSources':0|explainedSources|range",
                "'explainedSources':1001|explainedSources|range",
            })
    void shouldRefuse(String members, String field, String message) throws JsonProcessingException {
        PolicyInput policy = with(members);
        assertThat(policy.violations().found())
                .extracting(Problem.Violation::field, Problem.Violation::message)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(field, message));
        assertThatThrownBy(policy::checked).isInstanceOf(ProblemException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'keySiteShare':NaN",
                "'keySiteShare':'NaN'",
                "'keySiteShare':'0.5'",
                "'maxSources':1.5",
                "'maxSources':'10'",
                "'maxSources':10000000000",
                "'modes':'ROAD'",
                "'sharing':1",
                "'belowFloor':['STAT']",
                "'preemption':true",
                "'preemption':{'allowed':'yes'}",
                "'speed':1"
            })
    void shouldNotGuessWhatCannotBeRead(String members) {
        assertThatThrownBy(() -> with(members)).isInstanceOf(JsonProcessingException.class);
    }
}
