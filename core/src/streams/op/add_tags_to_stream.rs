use litemap::LiteMap;

use super::super::Streams;
use super::super::shapes::{STREAM_ARN, STREAM_ID, STREAM_NAME, TAGS};
use crate::api::{CallRate, Operation};
use crate::error::{Code, Error};
use crate::ids::Resource;
use crate::time::Instant;

crate::input! {
    /// The stream, and the tags to give it.
    pub struct AddTagsToStreamInput<'a> {
        /// The tags; those of a known key replace the old ones.
        tags: LiteMap<&'a str, &'a str> = "Tags", TAGS;
        /// By name.
        stream_name: Option<&'a str> = "StreamName", STREAM_NAME;
        /// By ARN.
        stream_arn: Option<&'a str> = "StreamARN", STREAM_ARN;
        /// Reserved; checked and ignored.
        stream_id: Option<&'a str> = "StreamId", STREAM_ID;
    }
}

/// Gives a stream tags.
pub struct AddTagsToStream;

impl Operation for AddTagsToStream {
    const NAME: &'static str = "AddTagsToStream";
    const RATE: CallRate = CallRate::PerAccount(5);
    const ERRORS: &'static [Code] =
        &[Code::InvalidArgument, Code::LimitExceeded, Code::ResourceInUse, Code::ResourceNotFound];
    type State = Streams;
    type Input<'a> = AddTagsToStreamInput<'a>;
    type Output<'s> = ();

    fn run(streams: &mut Streams, input: AddTagsToStreamInput<'_>, _: Instant) -> Result<(), Error> {
        let name = streams.name_of(input.stream_name, input.stream_arn)?;
        let resource = streams.in_words(Resource::Stream(name));
        streams.find(name)?.tags.check_addition(&input.tags, &resource)?;
        streams.streams.get_mut(name).expect("it was found above").tags.add(&input.tags);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::string::String;
    use alloc::vec::Vec;

    use expect_test::expect;

    use crate::streams::tests::check;

    const STREAM: &str = r#"CreateStream {"StreamName":"a","ShardCount":1}"#;

    #[test]
    fn tags_are_listed_by_key_replaced_and_removed() {
        let script = [
            STREAM,
            r#"AddTagsToStream {"StreamName":"a","Tags":{"team":"data","Env":"test","env":""}}
               AddTagsToStream {"StreamName":"a","Tags":{"team":"search","\u00fc_./=+-@ 9":"ok"}}
               ListTagsForStream {"StreamName":"a"}
               ListTagsForStream {"StreamName":"a","Limit":1}
               ListTagsForStream {"StreamName":"a","Limit":2,"ExclusiveStartTagKey":"Env"}
               RemoveTagsFromStream {"StreamName":"a","TagKeys":["env","nosuch"]}
               ListTagsForStream {"StreamName":"a","ExclusiveStartTagKey":"a"}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            AddTagsToStream: done
            AddTagsToStream: done
            ListTagsForStream: {"Tags":[{"Key":"Env","Value":"test"},{"Key":"env","Value":""},{"Key":"team","Value":"search"},{"Key":"ü_./=+-@ 9","Value":"ok"}],"HasMoreTags":false}
            ListTagsForStream: {"Tags":[{"Key":"Env","Value":"test"}],"HasMoreTags":true}
            ListTagsForStream: {"Tags":[{"Key":"env","Value":""},{"Key":"team","Value":"search"}],"HasMoreTags":true}
            RemoveTagsFromStream: done
            ListTagsForStream: {"Tags":[{"Key":"team","Value":"search"},{"Key":"ü_./=+-@ 9","Value":"ok"}],"HasMoreTags":false}
        "#]],
        );
    }

    #[test]
    fn refuses_in_this_order() {
        let script = [
            r#"AddTagsToStream {"Tags":{},"StreamName":""}
               AddTagsToStream {"StreamName":"a","Tags":{";":"x"}}"#,
            STREAM,
            r#"AddTagsToStream {"StreamName":"a","Tags":{";%":"x"}}
               AddTagsToStream {"StreamName":"a","Tags":{"a":"x\ty"}}
               AddTagsToStream {"StreamName":"a","Tags":{"%":"x"}}
               RemoveTagsFromStream {"StreamName":"a","TagKeys":[";"]}
               RemoveTagsFromStream {"StreamName":"a","TagKeys":["%"]}"#,
        ];
        check(
            &script.join("\n"),
            expect![[r#"
            AddTagsToStream: ValidationException: 3 validation errors detected: Value '{}' at 'tags' failed to satisfy constraint: Member must have length greater than or equal to 1; Value '' at 'streamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+; Value '' at 'streamName' failed to satisfy constraint: Member must have length greater than or equal to 1
            AddTagsToStream: ResourceNotFoundException: Stream a under account 000000000000 not found.
            CreateStream: done
            AddTagsToStream: InvalidArgumentException: Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.
            AddTagsToStream: InvalidArgumentException: Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.
            AddTagsToStream: InvalidArgumentException: Failed to add tags to stream a under account 000000000000 because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.
            RemoveTagsFromStream: InvalidArgumentException: Some tags contain invalid characters. Valid characters: Unicode letters, digits, white space, _ . / = + - % @.
            RemoveTagsFromStream: InvalidArgumentException: Failed to remove tags from stream a under account 000000000000 because some tags contained illegal characters. The allowed characters are Unicode letters, white-spaces, '_',',','/','=','+','-','@'.
        "#]],
        );
    }

    #[test]
    fn a_stream_has_at_most_fifty_tags() {
        let tags = |range: core::ops::Range<u32>| {
            let tags: Vec<String> = range.map(|number| format!("\"k{number}\":\"v\"")).collect();
            format!("AddTagsToStream {{\"StreamName\":\"a\",\"Tags\":{{{}}}}}", tags.join(","))
        };
        let script = [STREAM.into(), tags(0..51), tags(0..50), tags(0..50), tags(50..51)];
        check(
            &script.join("\n"),
            expect![[r#"
            CreateStream: done
            AddTagsToStream: InvalidArgumentException: Failed to add tags to stream a under account 000000000000 because a given stream cannot have more than 10 tags associated with it.
            AddTagsToStream: done
            AddTagsToStream: done
            AddTagsToStream: InvalidArgumentException: Failed to add tags to stream a under account 000000000000 because a given stream cannot have more than 10 tags associated with it.
        "#]],
        );
    }
}
